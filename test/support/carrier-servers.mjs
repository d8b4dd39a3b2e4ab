// Carriers that the webhook driver calls: good ones, and one for each way to be bad. They keep their messages.
import { createServer } from "node:http";
import { listen } from "./listen.mjs";

const answerOf = (value) => JSON.stringify({ commands: [{ type: "com.okta.telephony.action", value: [value] }] });

const taken = (provider) =>
	answerOf({ status: "SUCCESSFUL", provider, transactionId: `t-${Math.random().toString(36).slice(2)}` });

const json = { "content-type": "application/json" };

/** Word in the URL → what the carrier does with a message. */
const behaviours = {
	ok: (response, name) => response.writeHead(200, json).end(taken(name)),
	slow: (response, name) => setTimeout(() => response.writeHead(200, json).end(taken(name)), 10_000).unref(),
	202: (response, name) => response.writeHead(202, json).end(taken(name)),
	429: (response) => response.writeHead(429, json).end("{}"),
	500: (response) => response.writeHead(500, { "content-type": "text/html" }).end("<h1>Oops</h1>"),
	malformed: (response) => response.writeHead(200, json).end('{"commands": ['),
	close: (response) => response.socket.destroy(),
	// Keeps no secret: every field of its answer repeats the code or the number.
	echo: (response, _, { otpCode, phoneNumber }) =>
		response.writeHead(200, json).end(
			answerOf({
				status: "SUCCESSFUL",
				provider: `code ${otpCode}`,
				transactionId: `${phoneNumber} ${otpCode}`,
				transactionMetadata: `${otpCode} ${phoneNumber}`,
			}),
		),
	// The longest answer that says no. It repeats the code and the number, which nobody may take for harmless.
	failed: (response, _, { otpCode, phoneNumber }) =>
		response.writeHead(200, json).end(answerOf({ status: "FAILED", transactionMetadata: `${otpCode} ${phoneNumber}` })),
};
const bad = ["429", "500", "malformed", "close"];

/** `POST /{name}/{behaviour}` takes a message. `flaky` fails one message in five, each time in the next bad way. */
export async function startCarrierServers() {
	const received = new Map();
	const server = createServer(async (request, response) => {
		const [, name, behaviour] = request.url.split("/");
		let body = "";
		for await (const chunk of request) body += chunk;
		const { messageProfile } = JSON.parse(body).data;
		const messages = received.get(name) ?? [];
		messages.push({ id: request.headers["webhook-id"], ...messageProfile });
		received.set(name, messages);
		const isFailure = behaviour === "flaky" && messages.length % 5 === 0;
		const act = isFailure ? bad[(messages.length / 5) % bad.length] : behaviour === "flaky" ? "ok" : behaviour;
		behaviours[act](response, name, messageProfile);
	});
	const { port, close } = await listen(server);
	return {
		origin: `http://127.0.0.1:${port}`,
		messagesOf: (name) => received.get(name) ?? [],
		close() {
			server.closeAllConnections();
			close();
		},
	};
}
