// Real SMTP servers for the tests. The recipient's local part decides what a server does with a mail.
import { createServer } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { listen } from "./listen.mjs";
import { startScriptedSmtp } from "./scripted-smtp.mjs";

/** A local part begins with … → the server's answer to RCPT TO. */
const recipientRefusals = { full: [452, "4.2.2 mailbox full"], nobody: [550, "5.1.1 no such person"] };
/** … → the server's answer to the mail itself. Null: the server never answers. "close": it ends the connection. */
const mailRefusals = { spam: [554, "5.7.1 not wanted"], later: [451, "4.3.0 later"], silent: null, dropped: "close" };

/**
 * @param certificates what makeCertificates() made
 * @returns ports by kind of server, `mailsTo(address)`, `sessionsOf(hello)` of the scripted server, and `close()`
 */
export async function startSmtpServers(certificates) {
	const mails = [];
	const start = (options) => {
		const server = new SMTPServer({
			logger: false,
			disableReverseLookup: true,
			...certificates.trusted,
			onAuth: ({ username, password, method }, _session, done) => {
				if (username === "tired") return done(refusal([454, "4.7.0 try later"]));
				if (username !== "tessera" || password !== "pässword") return done(refusal([535, "5.7.8 wrong"]));
				done(null, { user: `${username} by ${method}` });
			},
			onMailFrom: ({ address }, _session, done) =>
				done(address.startsWith("stranger@") ? refusal([553, "5.7.1 not your address"]) : null),
			onRcptTo: ({ address }, _session, done) => done(refusal(behaviour(recipientRefusals, address))),
			onData: async (stream, session, done) => {
				const chunks = [];
				for await (const chunk of stream) chunks.push(chunk);
				const raw = Buffer.concat(chunks);
				const { envelope, secure, user, hostNameAppearsAs: hello } = session;
				mails.push({
					from: envelope.mailFrom.address,
					to: envelope.rcptTo.map(({ address }) => address),
					raw,
					secure,
					user,
					hello,
				});
				const answer = behaviour(mailRefusals, envelope.rcptTo[0].address);
				if (answer === null) return;
				if (answer === "close") for (const connection of server.connections) connection._socket.destroy();
				else done(refusal(answer));
			},
			...options,
		});
		// Tests break connections on purpose.
		server.on("error", () => {});
		return listen(server);
	};
	const servers = {
		startTls: await start({ authMethods: ["PLAIN"] }),
		implicitTls: await start({ secure: true, authMethods: ["LOGIN"] }),
		dropping: await start({ secure: true, authMethods: ["LOGIN"] }),
		untrusted: await start({ secure: true, ...certificates.untrusted }),
		untrustedStartTls: await start({ authMethods: ["PLAIN"], ...certificates.untrusted }),
		expired: await start({ secure: true, ...certificates.expired }),
		misnamed: await start({ secure: true, ...certificates.misnamed }),
		withoutTls: await start({ hideSTARTTLS: true, allowInsecureAuth: true }),
		open: await start({ secure: true, authOptional: true, disabledCommands: ["AUTH"] }),
		hasty: await listen(createServer(speakBeforeTls)),
		mute: await listen(createServer((socket) => socket.on("error", () => {}))),
		// As a load balancer without a server behind it.
		vacant: await listen(createServer((socket) => socket.on("error", () => {}).end())),
		scripted: await startScriptedSmtp(certificates.trusted),
	};
	return {
		ports: Object.fromEntries(Object.entries(servers).map(([kind, { port }]) => [kind, port])),
		mailsTo: async (address) =>
			Promise.all(mails.filter(({ to }) => to.includes(address)).map((mail) => describeMail(mail))),
		sessionsOf: servers.scripted.sessionsOf,
		close: () => Object.values(servers).map((server) => server.close()),
	};
}

async function describeMail({ raw, ...mail }) {
	const parsed = await simpleParser(raw);
	return {
		...mail,
		raw: raw.toString("latin1"),
		subject: parsed.subject,
		sender: parsed.from.value,
		recipients: parsed.to.value,
		text: parsed.text,
		messageId: parsed.messageId,
		date: parsed.date?.toISOString(),
		headers: parsed.headerLines.map(({ key }) => key),
	};
}

/** Answers the STARTTLS command and, in the same packet, a command that the client hasn't sent. */
function speakBeforeTls(socket) {
	socket.on("error", () => {});
	socket.write("220 hasty\r\n");
	socket.on("data", (data) => {
		if (data.toString().startsWith("EHLO")) socket.write("250-hasty\r\n250 STARTTLS\r\n");
		else socket.write("220 go ahead\r\n250 AUTH PLAIN\r\n");
	});
}

function behaviour(table, address) {
	const kind = Object.keys(table).find((name) => address.startsWith(name));
	return kind === undefined ? undefined : table[kind];
}

const refusal = (answer) => (answer ? Object.assign(new Error(answer[1]), { responseCode: answer[0] }) : null);
