// Sends e-mail by Cloudflare's own service, through a binding of the Worker, so there is no key to keep.
// It takes no receipts: Cloudflare reports to a queue of the account, not to a callback.
import * as z from "zod";
import { Aborted, untilAborted } from "../net/until-aborted";
import { driver } from "./driver";
import { emailSender } from "./kit/email-sender";
import { DeliveryError, type DeliveryErrorKind } from "./kit/error";

const Config = z.object({ ...emailSender });

/** What the codes mean. Source: developers.cloudflare.com, Email Service, Workers API. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		E_CONTENT_TOO_LARGE: "permanent", // the mail is too large
		E_DAILY_LIMIT_EXCEEDED: "temporary", // the day's limit is used up
		E_DELIVERY_FAILED: "temporary", // delivery failed
		E_FIELD_MISSING: "permanent", // a field is missing: of ours, only the subject and the text vary
		E_INTERNAL_SERVER_ERROR: "unknown", // an error inside Cloudflare
		E_RATE_LIMIT_EXCEEDED: "temporary", // too many mails
		E_RECIPIENT_NOT_ALLOWED: "permanent", // the address isn't on the binding's list
		E_RECIPIENT_SUPPRESSED: "permanent", // the address is on the suppression list
		E_SENDER_DOMAIN_NOT_AVAILABLE: "misconfigured", // Cloudflare doesn't send for this domain
		E_SENDER_NOT_VERIFIED: "misconfigured", // the sender's domain isn't verified
		E_TOO_MANY_ATTACHMENTS: "permanent", // we send none: as documented, kind only
		E_TOO_MANY_RECIPIENTS: "permanent", // we send to one: as documented, kind only
		E_VALIDATION_ERROR: "permanent", // a field is not valid: of ours, only the address and the text vary
	}),
);

export const cloudflareEmailDriver = driver({
	id: "cloudflare-email",
	title: "Cloudflare Email",
	channels: ["EMAIL"],
	config: Config,
	senderFields: { EMAIL: "fromAddress" },
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
			// The binding takes no signal.
			const { messageId } = await untilAborted(sending, io.signal);
			return { providerMessageId: messageId ?? null, status: "queued" };
		} catch (error) {
			if (error instanceof Aborted) throw new DeliveryError("unknown", error.message);
			const code = z.object({ code: z.string() }).safeParse(error).data?.code ?? null;
			throw new DeliveryError(failureKinds.get(code ?? "") ?? "unknown", "Cloudflare refused the message", code);
		}
	},
});
