// Sends e-mail over any SMTP server: with implicit TLS or required STARTTLS, never in plain text.
import * as z from "zod";
import { reason } from "../errors/cause";
import { driver } from "./driver";
import { asciiMailbox, emailSender } from "./kit/email-sender";
import { DeliveryError } from "./kit/error";
import { demandPublicHost, portNumber, publicHost } from "./kit/servers";
import { writeMail } from "./smtp/mail";
import { sendOverSmtp } from "./smtp/send";

/** A control character could begin a new header or a new command, and so add headers or recipients. */
const controlCharacter = /\p{Cc}/u;
/** One plain address: no spaces, no angle brackets, no list, no quoted local part. */
const addressPattern = /^[^\s\p{Cc}<>()[\]\\,;:"@]+@[^\s\p{Cc}<>()[\]\\,;:"@]+$/u;
const oneLine = (text: string) => !controlCharacter.test(text);

const Config = z.object({
	host: publicHost({
		title: "Server",
		description: "Name of the outgoing mail server. Its certificate must be issued for this name",
		examples: ["smtp.example.com"],
	}),
	port: portNumber.default(465).meta({
		title: "Port",
		description: "465 for implicit TLS, 587 for STARTTLS. Cloudflare does not let Workers connect to port 25",
	}),
	security: z.enum(["IMPLICIT_TLS", "STARTTLS"]).default("IMPLICIT_TLS").meta({
		title: "Security",
		description: "STARTTLS is required, not tried: a server that does not offer it gets no mail",
	}),
	...emailSender,
	userName: z
		.string()
		.min(1)
		.max(256)
		.refine(oneLine, reason("no-control-characters"))
		.optional()
		.meta({ title: "User name", description: "Leave it empty for a server that takes mail without a login" }),
});

const Secrets = z.object({
	password: z
		.string()
		.min(1)
		.max(1024)
		.refine(oneLine, reason("no-control-characters"))
		.optional()
		.meta({ title: "Password", description: "Sent over TLS only. Needed with a user name" }),
});

export const smtpDriver = driver({
	id: "smtp",
	title: "SMTP",
	channels: ["EMAIL"],
	config: Config,
	senderFields: { EMAIL: "fromAddress" },
	secrets: Secrets,
	async send(io, message, { config, secrets }) {
		demandPublicHost(config.host, io);
		const subject = message.subject ?? "";
		if (controlCharacter.test(subject)) throw new DeliveryError("permanent", "the subject has control characters");
		if (!addressPattern.test(message.destination)) {
			throw new DeliveryError("permanent", "the recipient is not one plain address");
		}
		if (config.userName !== undefined && secrets.password === undefined) {
			throw new DeliveryError("misconfigured", "a user name needs a password");
		}
		// The same message has the same id at every provider, so that a mailbox can recognise a second copy.
		const messageId = `${message.id}@${config.fromAddress.slice(config.fromAddress.lastIndexOf("@") + 1)}`;
		const mail = writeMail({
			from: asciiMailbox(config),
			to: message.destination,
			subject,
			text: message.text,
			messageId,
			date: io.now(),
		});
		await sendOverSmtp(
			{
				host: config.host,
				port: config.port,
				tls: config.security === "IMPLICIT_TLS" ? "implicit" : "starttls",
				login: config.userName === undefined ? null : { userName: config.userName, password: secrets.password ?? "" },
			},
			{ from: config.fromAddress, to: message.destination, mail },
			io.signal,
		);
		return { providerMessageId: messageId, status: "sent" };
	},
});
