// An SMTP server whose answers are written in the name that a client says in EHLO, and which keeps what clients say.
import { createServer } from "node:tls";
import { listen } from "./listen.mjs";

/** The answers to a client whose name asks for nothing else. */
const usual = { ehlo: "250", auth: "235", mail: "250", rcpt: "250", data: "354", end: "250", quit: "221" };
const steps = { EHLO: "ehlo", AUTH: "auth", MAIL: "mail", RCPT: "rcpt", DATA: "data", QUIT: "quit" };

/**
 * `rcpt-553-5-7-1--end-252.example` answers RCPT with `553 5.7.1` and the mail with `252`. `end-nonsense` answers with
 * a line that isn't SMTP, and `end-nothing` not at all.
 */
export async function startScriptedSmtp(certificate) {
	const sessions = [];
	const server = createServer(certificate, (socket) => {
		const session = { hello: "", commands: [], mails: 0, isOver: false };
		sessions.push(session);
		let script = usual;
		let received = "";
		let isMail = false;

		const answer = (step) => {
			const [code, ...enhanced] = script[step].split("-");
			if (code === "nothing") return;
			if (code === "nonsense") return socket.write("What do you mean?\r\n");
			if (step === "ehlo") return socket.write(`${code}-scripted\r\n${code} AUTH PLAIN\r\n`);
			socket.write(`${[code, enhanced.join(".")].filter(Boolean).join(" ")} as you like\r\n`);
			if (step === "data") isMail = code.startsWith("3");
			if (step === "quit") socket.end();
		};

		const take = (line) => {
			if (isMail) {
				if (line !== ".") return;
				isMail = false;
				session.mails += 1;
				return answer("end");
			}
			session.commands.push(line.replace(/^(AUTH PLAIN).*/, "$1"));
			const [word, name] = line.split(" ");
			if (word === "EHLO") {
				session.hello = name;
				script = scriptOf(name);
			}
			answer(steps[word]);
		};

		socket.on("error", () => {});
		socket.on("close", () => {
			session.isOver = true;
		});
		socket.on("data", (chunk) => {
			const lines = (received + chunk).split("\r\n");
			received = lines.pop();
			lines.forEach(take);
		});
		socket.write("220 scripted\r\n");
	});
	server.on("tlsClientError", () => {});
	return { ...(await listen(server)), sessionsOf: (hello) => sessions.filter((session) => session.hello === hello) };
}

function scriptOf(name) {
	const orders = name.split(".")[0].split("--");
	const changes = orders.map((order) => order.split("-")).map(([step, ...reply]) => [step, reply.join("-")]);
	return { ...usual, ...Object.fromEntries(changes) };
}
