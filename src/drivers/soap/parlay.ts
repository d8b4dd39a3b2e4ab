// What Parlay X services have in common: the fields of an account, the login, the answers. PURE.
import * as z from "zod";
import { reason } from "../../errors/cause";
import type { DeliveryStatus } from "../../messages/message";
import type { Receipt } from "../driver";
import { DeliveryError } from "../kit/error";
import { publicUrl } from "../kit/servers";
import type { Login } from "./security";
import { elementsNamed, textNamed } from "./xml";

const printable = (maxLength: number) =>
	z
		.string()
		.min(1)
		.max(maxLength)
		.regex(/^\P{Cc}*$/u, reason("no-control-characters"));

export const parlayFields = {
	endpoint: publicUrl({
		title: "Endpoint",
		description: "URL of the service, with HTTPS",
		examples: ["https://sdp.example.com/parlayx/SendSmsService"],
	}),
	userName: printable(256)
		.optional()
		.meta({ title: "User name", description: "Leave it empty for a service that asks for no login" }),
};

export const ParlaySecrets = z.object({
	password: printable(1024).optional().meta({ title: "Password", description: "Needed with a user name" }),
});

/** Null when the account has no user name. */
export function parlayLogin(
	config: { userName?: string | undefined },
	secrets: z.infer<typeof ParlaySecrets>,
): Login | null {
	if (config.userName === undefined) return null;
	if (secrets.password === undefined) throw new DeliveryError("misconfigured", "a user name needs a password");
	return { userName: config.userName, password: secrets.password };
}

/** The requestIdentifier in the answer to a send operation. */
export function readRequestIdentifier(body: unknown): string {
	const id = textNamed(body, "result");
	if (!id || id.length > 256) throw new DeliveryError("unknown", "the answer holds no request identifier");
	return id;
}

/** What the words mean. Source: Parlay X 2.1, DeliveryStatus. */
const statuses = new Map(
	Object.entries<DeliveryStatus>({
		MessageWaiting: "queued",
		DeliveredToNetwork: "sent",
		DeliveredToTerminal: "delivered",
		DeliveryImpossible: "undelivered",
		DeliveryUncertain: "unknown",
		DeliveryNotificationNotSupported: "unknown",
	}),
);

/** Null when the service has nothing to say about the message. */
export function readDeliveryStatus(body: unknown, providerMessageId: string): Receipt | null {
	const [result] = elementsNamed(body, "result");
	const word = textNamed(result, "deliveryStatus") ?? "";
	const status = statuses.get(word);
	return status ? { providerMessageId, status, detail: word } : null;
}
