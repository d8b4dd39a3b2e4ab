// Hands one mail to an SMTP server: TLS first, then the login, then the mail. Tells every refusal apart.
import { toBase64, utf8 } from "../../crypto/bytes";
import { DeliveryError, type DeliveryErrorKind } from "../kit/error";
import { ConnectionLost, SmtpConnection, type SmtpReply } from "./connection";
import { dotStuff } from "./mail";

interface SmtpServer {
	host: string;
	port: number;
	tls: "implicit" | "starttls";
	/** Null when the server takes mail without a login. */
	login: { userName: string; password: string } | null;
}

export interface Envelope {
	from: string;
	to: string;
	/** What `writeMail` made. */
	mail: string;
}

/**
 * Resolves when the server has taken the mail. Throws DeliveryError. Its kind is unknown when the mail was handed over
 * and the server's answer was lost.
 */
export async function sendOverSmtp(server: SmtpServer, envelope: Envelope, signal: AbortSignal): Promise<void> {
	let isHandedOver = false;
	const connection = new SmtpConnection(server, signal);
	try {
		const offers = await greet(connection, server, domainOf(envelope.from));
		if (server.login) await logIn(connection, offers, server.login);
		await announce(connection, offers, envelope);
		isHandedOver = true;
		await connection.write(`${dotStuff(envelope.mail)}.\r\n`);
		demand(await connection.reply(), 250, "permanent", "the server refused the mail");
		await connection.write("QUIT\r\n").catch(() => {});
	} catch (error) {
		if (error instanceof DeliveryError) throw error;
		if (!(error instanceof ConnectionLost)) throw error;
		throw new DeliveryError(isHandedOver ? "unknown" : "temporary", error.message);
	} finally {
		connection.close();
	}
}

/** Greets the server and starts TLS. Returns what the server offers over TLS: keyword → parameters, in capitals. */
async function greet(connection: SmtpConnection, server: SmtpServer, ourName: string): Promise<Map<string, string>> {
	demand(await connection.reply(), 220, "misconfigured", "the server refused the connection");
	const hello = async () =>
		offersIn(demand(await connection.command(`EHLO ${ourName}`), 250, "misconfigured", "the server refused EHLO"));
	const offers = await hello();
	if (server.tls === "implicit") return offers;
	// Without the offer there is no mail. Someone between may hide the offer, so that we go on in plain text.
	if (!offers.has("STARTTLS")) throw new DeliveryError("misconfigured", "the server does not offer STARTTLS");
	demand(await connection.command("STARTTLS"), 220, "misconfigured", "the server refused STARTTLS");
	connection.startTls();
	return hello();
}

async function logIn(
	connection: SmtpConnection,
	offers: Map<string, string>,
	{ userName, password }: { userName: string; password: string },
): Promise<void> {
	const refused = "the server refused the user name or password";
	const methods = (offers.get("AUTH") ?? "").split(/[ =]/);
	if (methods.includes("PLAIN")) {
		const reply = await connection.command(`AUTH PLAIN ${base64(`\0${userName}\0${password}`)}`);
		demand(reply, 235, "misconfigured", refused);
	} else if (methods.includes("LOGIN")) {
		demand(await connection.command("AUTH LOGIN"), 334, "misconfigured", refused);
		demand(await connection.command(base64(userName)), 334, "misconfigured", refused);
		demand(await connection.command(base64(password)), 235, "misconfigured", refused);
	} else {
		throw new DeliveryError("misconfigured", "the server offers neither AUTH PLAIN nor AUTH LOGIN");
	}
}

async function announce(connection: SmtpConnection, offers: Map<string, string>, { from, to }: Envelope) {
	const needsUtf8 = !isAscii(from + to);
	if (needsUtf8 && !offers.has("SMTPUTF8")) {
		throw new DeliveryError("permanent", "the server takes ASCII addresses only");
	}
	const sender = await connection.command(`MAIL FROM:<${from}>${needsUtf8 ? " SMTPUTF8" : ""}`);
	demand(sender, 250, "misconfigured", "the server refused the from address");
	const recipient = await connection.command(`RCPT TO:<${to}>`);
	demand(recipient, recipient.code === 251 ? 251 : 250, "permanent", "the server refused the recipient");
	demand(await connection.command("DATA"), 354, "permanent", "the server refused to take mail");
}

/** Codes that speak of the account, at every point of the conversation. */
const failureKinds = new Map(
	Object.entries<DeliveryErrorKind>({
		530: "misconfigured", // RFC 4954 and RFC 3207: log in first, or encrypt first
		534: "misconfigured", // RFC 4954: this way to log in is too weak
		535: "misconfigured", // RFC 4954: wrong user name or password
		538: "misconfigured", // RFC 4954: this way to log in needs encryption
	}),
);

/** @param refusedAs what a 5xx means at this point of the conversation. A 4xx is temporary everywhere */
function demand(reply: SmtpReply, code: number, refusedAs: DeliveryErrorKind, message: string): SmtpReply {
	if (reply.code === code) return reply;
	const isFinal = reply.code >= 500 && reply.code < 600;
	const kind = isFinal ? (failureKinds.get(String(reply.code)) ?? refusedAs) : "temporary";
	// RFC 3463: the enhanced code says more than the three digits. The server's sentence may say too much.
	const enhanced = /^[245]\.\d{1,3}\.\d{1,3}\b/.exec(reply.lines[0] ?? "")?.[0];
	throw new DeliveryError(kind, message, enhanced ? `${reply.code}-${enhanced}` : String(reply.code));
}

const offersIn = (reply: SmtpReply): Map<string, string> =>
	new Map(
		reply.lines.slice(1).map((line) => {
			const [keyword = "", ...parameters] = line.toUpperCase().split(/[ =]/);
			return [keyword, parameters.join(" ")];
		}),
	);

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the ASCII range begins with them
const isAscii = (text: string) => /^[\x00-\x7f]*$/.test(text);

const base64 = (text: string) => toBase64(utf8(text));
