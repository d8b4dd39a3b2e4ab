// Hands one mail to an SMTP server: TLS first, then the login, then the mail. Tells every refusal apart.
import { toBase64, utf8 } from "../../crypto/bytes";
import { DeliveryError, type DeliveryErrorKind } from "../kit/error";
import { isAscii } from "../kit/mail-domain";
import { findTlsFailure, tlsFailed } from "../kit/tls-failure";
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
		demandTaken(await connection.reply());
		connection.quit();
	} catch (error) {
		if (error instanceof DeliveryError) connection.quit();
		else connection.close();
		if (!(error instanceof ConnectionLost)) throw error;
		if (isHandedOver) throw new DeliveryError("unknown", error.message);
		const tlsFailure = connection.isTlsInDoubt && !signal.aborted ? await explainTls(server, signal) : null;
		throw tlsFailure ?? new DeliveryError("temporary", error.message);
	}
}

/** A server that agreed to STARTTLS is up. */
const explainTls = (server: SmtpServer, signal: AbortSignal) =>
	server.tls === "starttls" ? tlsFailed() : findTlsFailure(server, signal);

/** Greets the server and starts TLS. Returns what the server offers over TLS: keyword → parameters, in capitals. */
async function greet(connection: SmtpConnection, server: SmtpServer, ourName: string): Promise<Map<string, string>> {
	demand(await connection.reply(), 2, "misconfigured", "the server refused the connection");
	const hello = async () =>
		offersIn(demand(await connection.command(`EHLO ${ourName}`), 2, "misconfigured", "the server refused EHLO"));
	const offers = await hello();
	if (server.tls === "implicit") return offers;
	// Without the offer there is no mail. Someone between may hide the offer, so that we go on in plain text.
	if (!offers.has("STARTTLS")) throw new DeliveryError("misconfigured", "the server does not offer STARTTLS");
	demand(await connection.command("STARTTLS"), 2, "misconfigured", "the server refused STARTTLS");
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
		demand(reply, 2, "misconfigured", refused);
	} else if (methods.includes("LOGIN")) {
		demand(await connection.command("AUTH LOGIN"), 3, "misconfigured", refused);
		demand(await connection.command(base64(userName)), 3, "misconfigured", refused);
		demand(await connection.command(base64(password)), 2, "misconfigured", refused);
	} else {
		throw new DeliveryError("misconfigured", "the server offers neither AUTH PLAIN nor AUTH LOGIN");
	}
}

async function announce(connection: SmtpConnection, offers: Map<string, string>, { from, to }: Envelope) {
	const needsUtf8 = !isAscii(from + to);
	if (needsUtf8 && !offers.has("SMTPUTF8")) {
		throw new DeliveryError("permanent", "the server takes no local part outside ASCII");
	}
	const sender = await connection.command(`MAIL FROM:<${from}>${needsUtf8 ? " SMTPUTF8" : ""}`);
	demand(sender, 2, "misconfigured", "the server refused the from address");
	const recipient = await connection.command(`RCPT TO:<${to}>`);
	demand(recipient, 2, isAboutUs(recipient) ? "misconfigured" : "permanent", "the server refused the recipient");
	demand(await connection.command("DATA"), 3, "permanent", "the server refused to take mail");
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

/**
 * Whether the answer to RCPT speaks of the sender, or of what we may send. Many servers check the sender this late:
 * "sender address rejected: not owned by user", "relaying denied" (RFC 3463, X.1.7, X.1.8 and X.7).
 */
const isAboutUs = (reply: SmtpReply) => /^5\.(?:1\.[78]|7\.\d+)$/.test(enhancedCodeOf(reply) ?? "");

/**
 * Only the first digit counts, because servers may know codes that we don't (RFC 5321, 4.2.1 and 4.3.2).
 * @param digit of the code that lets us go on
 * @param refusedAs what a 5yz means at this point of the conversation. Anything else is temporary everywhere
 */
function demand(reply: SmtpReply, digit: 2 | 3, refusedAs: DeliveryErrorKind, message: string): SmtpReply {
	if (firstDigitOf(reply) === digit) return reply;
	const kind = firstDigitOf(reply) === 5 ? (failureKinds.get(String(reply.code)) ?? refusedAs) : "temporary";
	throw refusal(reply, kind, message);
}

/** The answer to the mail itself. Whoever sends elsewhere after an answer that isn't understood may send twice. */
function demandTaken(reply: SmtpReply): void {
	if (![2, 4, 5].includes(firstDigitOf(reply))) throw refusal(reply, "unknown", "the server's answer is no verdict");
	demand(reply, 2, "permanent", "the server refused the mail");
}

const firstDigitOf = ({ code }: SmtpReply) => Math.floor(code / 100);

/** RFC 3463: the enhanced code says more than the three digits. The server's sentence may say too much. */
const enhancedCodeOf = ({ lines }: SmtpReply) => /^[245]\.\d{1,3}\.\d{1,3}\b/.exec(lines[0] ?? "")?.[0];

function refusal(reply: SmtpReply, kind: DeliveryErrorKind, message: string): DeliveryError {
	const enhanced = enhancedCodeOf(reply);
	return new DeliveryError(kind, message, enhanced ? `${reply.code}-${enhanced}` : String(reply.code));
}

const offersIn = (reply: SmtpReply): Map<string, string> =>
	new Map(
		reply.lines.slice(1).map((line) => {
			const [keyword = "", ...parameters] = line.toUpperCase().split(/[ =]/);
			return [keyword, parameters.join(" ")];
		}),
	);

const domainOf = (address: string) => address.slice(address.lastIndexOf("@") + 1);

const base64 = (text: string) => toBase64(utf8(text));
