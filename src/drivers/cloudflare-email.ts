// E-mail by Cloudflare's own service, through a binding of the Worker: no key to keep. What becomes of a message goes to a
// queue that the account subscribes, not to a callback: no receipts.
import * as z from "zod";
import { Aborted, untilAborted } from "../net/until-aborted";
import { driver } from "./driver";
import { emailSender } from "./kit/email-sender";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";

const Config = z.object({ ...emailSender });

const kinds = new Map<string, DeliveryErrorKind>([
	["E_SENDER_NOT_VERIFIED", "misconfigured"],
	["E_SENDER_DOMAIN_NOT_AVAILABLE", "misconfigured"],
	["E_RECIPIENT_NOT_ALLOWED", "permanent"],
	["E_RECIPIENT_SUPPRESSED", "permanent"],
	["E_VALIDATION_ERROR", "permanent"],
	["E_FIELD_MISSING", "permanent"],
	["E_TOO_MANY_RECIPIENTS", "permanent"],
	["E_TOO_MANY_ATTACHMENTS", "permanent"],
	["E_CONTENT_TOO_LARGE", "permanent"],
	["E_DELIVERY_FAILED", "temporary"],
	["E_RATE_LIMIT_EXCEEDED", "temporary"],
	["E_DAILY_LIMIT_EXCEEDED", "temporary"],
	["E_INTERNAL_SERVER_ERROR", "unknown"],
]);

export const cloudflareEmailDriver = driver({
	id: "cloudflare-email",
	title: "Cloudflare Email",
	channels: ["EMAIL"],
	config: Config,
	secrets: z.object({}),

	async send(io, message, { config }) {
		const binding = io.bindings.EMAIL;
		if (!binding) throw new DeliveryError("misconfigured", "the Worker has no send_email binding named EMAIL");
		const sending = binding.send({
			from: config.fromName ? { email: config.fromAddress, name: config.fromName } : config.fromAddress,
			to: message.destination,
			subject: message.subject ?? "",
			text: message.text,
		});
		try {
			// A binding takes no signal of its own.
			const { messageId } = await untilAborted(sending, io.signal);
			return { providerMessageId: messageId ?? null, status: "queued" };
		} catch (error) {
			if (error instanceof Aborted) throw new DeliveryError("unknown", error.message);
			const code = z.object({ code: z.string() }).safeParse(error).data?.code ?? null;
			throw new DeliveryError(kinds.get(code ?? "") ?? "unknown", "Cloudflare refused the message", code);
		}
	},
});
