// The contract of a provider's driver. One object says everything: its form, its secrets, how it sends, how it reports.
import type * as z from "zod";
import type { Bindings } from "../env";
import type { Channel, DeliveryStatus, Message } from "../messages/message";

/** What a driver may use of the world. */
export interface DriverIo {
	now(): number;
	fetch: typeof fetch;
	/** What the platform binds for some drivers, and nothing else: the keys that seal and find data are none of theirs. */
	bindings: Readonly<Pick<Bindings, "DB" | "SMPP" | "EMAIL">>;
	isDevelopment: boolean;
	/** Aborts when this provider's share of the time is used up. */
	signal: AbortSignal;
}

/** What a provider said when it took a message. */
export interface Accepted {
	/** The provider's own id of the message, for receipts; null when it gives none. */
	providerMessageId: string | null;
	status: Extract<DeliveryStatus, "queued" | "sent" | "delivered">;
}

/** A provider's callback as it came in. */
export interface ReceiptRequest {
	method: string;
	/** As the provider was told it: from our configured public origin. */
	url: string;
	headers: Headers;
	/** The raw body; signatures are over these bytes. */
	body: string;
}

/** One fact of a callback. */
export interface Receipt {
	providerMessageId: string;
	status: DeliveryStatus;
	/** The provider's word or code behind it, such as `30005`; never a person's data. */
	detail: string | null;
}

export interface Driver<Config extends z.ZodObject = z.ZodObject, Secrets extends z.ZodObject = z.ZodObject> {
	/** Lower case, stable: stored with accounts. */
	id: string;
	/** The provider's name as people write it. */
	title: string;
	channels: readonly Channel[];
	/** Settings that may be shown. Each field carries `.meta({ title, description, examples? })`: forms are drawn from it. */
	config: Config;
	/** Write-only settings; sealed at rest and never answered. The same metadata. */
	secrets: Secrets;
	/** Only in development. */
	isDevelopmentOnly?: boolean;
	/**
	 * Hands the message to the provider. Resolves when the provider has taken it; throws DeliveryError otherwise.
	 * @param callbackUrl where the provider shall send receipts; null when there is no public origin it could reach
	 */
	send(
		io: DriverIo,
		message: Message,
		account: {
			/** For drivers that hold something per account, such as a session. */
			id: string;
			config: z.infer<Config>;
			secrets: z.infer<Secrets>;
			callbackUrl: string | null;
		},
	): Promise<Accepted>;
	receipts?: {
		/** Whether the callback really comes from the provider. False is answered with 401 and changes nothing. */
		isGenuine(
			request: ReceiptRequest,
			account: { config: z.infer<Config>; secrets: z.infer<Secrets> },
			nowMs: number,
		): Promise<boolean>;
		/**
		 * What to answer (as text, with 200) when the provider asks whether the address is really ours before it sends
		 * anything; null when this isn't that question. Asked before `isGenuine`: such questions aren't signed.
		 */
		challenge?(request: ReceiptRequest, account: { config: z.infer<Config>; secrets: z.infer<Secrets> }): string | null;
		/** The facts in it; an empty list for a callback that says nothing about a delivery. */
		parse(request: ReceiptRequest): Receipt[];
	};
	/** Asks the provider where a message is, for those without callbacks. */
	queryStatus?(
		io: DriverIo,
		providerMessageId: string,
		account: { id: string; config: z.infer<Config>; secrets: z.infer<Secrets> },
	): Promise<Receipt | null>;
}

/** Declares a driver with the types of its settings inferred. */
export function driver<const Config extends z.ZodObject, const Secrets extends z.ZodObject>(
	spec: Driver<Config, Secrets>,
): Driver {
	return spec as unknown as Driver;
}
