// The contract of a provider's driver. One object says everything: its form, how it sends, how it reports.
import type * as z from "zod";
import type { Bindings } from "../env";
import type { Channel, DeliveryStatus, Message } from "../messages/message";
import { DeliveryError } from "./kit/error";
import { withAsciiDomain } from "./kit/mail-domain";

/** What a driver may use of the world. */
export interface DriverIo {
	now(): number;
	fetch: typeof fetch;
	/** What the platform binds for some drivers. The keys that seal and find data are not among them. */
	bindings: Readonly<Pick<Bindings, "DB" | "SMPP" | "EMAIL">>;
	isDevelopment: boolean;
	/** Aborts when this provider's share of the time is used up. */
	signal: AbortSignal;
}

/** An account's settings, as the driver's own schemas read them. */
export interface SettingsOf<Config extends z.ZodType, Secrets extends z.ZodType> {
	config: z.infer<Config>;
	secrets: z.infer<Secrets>;
}

/** An account as `send` gets it. */
export interface AccountOf<Config extends z.ZodType, Secrets extends z.ZodType> extends SettingsOf<Config, Secrets> {
	/** For drivers that hold something for each account, such as a session. */
	id: string;
	/** Where the provider shall send receipts. Null when there is no public origin that it could reach. */
	callbackUrl: string | null;
}

/** What a provider said when it took a message. */
export interface Accepted {
	/** The provider's own id of the message, for receipts. Null when the provider gives none. */
	providerMessageId: string | null;
	status: Extract<DeliveryStatus, "queued" | "sent" | "delivered">;
}

/** A provider's callback as it came in. */
export interface ReceiptRequest {
	method: string;
	/** The URL that we told the provider: it begins with our configured public origin. */
	url: string;
	headers: Headers;
	/** The raw body, because signatures are over these bytes. */
	body: string;
}

/** One fact of a callback. */
export interface Receipt {
	providerMessageId: string;
	status: DeliveryStatus;
	/** The provider's word or code behind the status, such as `30005`. Never a person's data. */
	detail: string | null;
}

/** What a person has written to a number or a name that an account sends from. */
export interface Reply {
	/** The person's number as the provider writes it. */
	from: string;
	/** Whom the person wrote to: a number, and where a provider has one, the name of the service it belongs to. */
	to: readonly string[];
	text: string;
	/** Epoch ms. Null where the provider doesn't say. */
	writtenAt: number | null;
	/** The provider has answered itself. */
	isAnswered?: boolean;
}

export interface Driver<Config extends z.ZodObject = z.ZodObject, Secrets extends z.ZodObject = z.ZodObject> {
	/** Lower case. Stored with accounts, so it never changes. */
	id: string;
	/** The provider's name as people write it. */
	title: string;
	channels: readonly Channel[];
	/** Settings that may be shown. Forms are drawn from each field's `.meta({ title, description, examples? })`. */
	config: Config;
	/** Write-only settings, sealed at rest and never answered. The same metadata. */
	secrets: Secrets;
	/** The setting that a message's own sender stands in for, by channel. */
	senderFields?: Partial<Record<Channel, keyof z.infer<Config> & string>>;
	/** Only in development. */
	isDevelopmentOnly?: boolean;
	/**
	 * Hands the message to the provider. Resolves when the provider has taken it; throws DeliveryError otherwise. An
	 * e-mail's domain comes in ASCII, whatever the profile says.
	 */
	send(io: DriverIo, message: Message, account: AccountOf<Config, Secrets>): Promise<Accepted>;
	/** Ends at once what the driver holds for an account, such as a session. The account was switched off or deleted. */
	release?(io: DriverIo, accountId: string): Promise<void>;
	receipts?: {
		/**
		 * Whether the callback really comes from the provider. False is answered with 401 and changes nothing. Throws
		 * DeliveryError when the provider has to be asked and doesn't answer: then the callback is answered with 503.
		 */
		isGenuine(request: ReceiptRequest, settings: SettingsOf<Config, Secrets>, io: DriverIo): Promise<boolean>;
		/**
		 * Before a provider sends anything, it may ask whether the address is really ours. Such a question isn't signed, so
		 * `challenge` is called before `isGenuine`.
		 * @returns the text to answer with status 200; null when the request isn't this question
		 */
		challenge?(request: ReceiptRequest, settings: SettingsOf<Config, Secrets>): string | null;
		/**
		 * Confirms a subscription that a genuine callback asks us to confirm. Called after `isGenuine`. Throws
		 * DeliveryError when it didn't work, as `isGenuine` does.
		 */
		confirm?(request: ReceiptRequest, io: DriverIo): Promise<void>;
		/** The facts in the callback. An empty list when it says nothing about a delivery. */
		parse(request: ReceiptRequest): Receipt[];
	};
	/** People can answer text messages. What they write comes in callbacks, or by a session of our own. */
	replies?: {
		/** The settings whose values people may write to. A message to anybody else isn't believed. */
		senderFields: readonly (keyof z.infer<Config> & string)[];
		/** The messages in a genuine callback. Left out where none come in callbacks. */
		parse?(request: ReceiptRequest): Reply[];
	};
	/** Asks a provider without callbacks where a message is. Null when the provider has nothing to say about it. */
	queryStatus?(
		io: DriverIo,
		providerMessageId: string,
		account: SettingsOf<Config, Secrets> & { id: string },
	): Promise<Receipt | null>;
}

/** Declares a driver with the types of its settings inferred. */
export function driver<const Config extends z.ZodObject, const Secrets extends z.ZodObject>(
	spec: Driver<Config, Secrets>,
): Driver {
	const send: typeof spec.send = async (io, message, account) => spec.send(io, addressed(message), account);
	return { ...spec, send } as unknown as Driver;
}

function addressed(message: Message): Message {
	if (message.channel !== "EMAIL") return message;
	const destination = withAsciiDomain(message.destination);
	if (destination === null) throw new DeliveryError("permanent", "the mail domain can't be written in ASCII");
	return { ...message, destination };
}
