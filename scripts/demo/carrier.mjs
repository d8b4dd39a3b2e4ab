// Somebody else's service, played on this machine: it takes the requests of a telephony hook and of the webhook driver.
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

/**
 * Listens on loopback and answers every request as Okta's telephony hooks are answered.
 * @param status PENDING: the message is on its way, and a receipt will tell
 * @returns `{ url, received, close }`; `received` has `{ headers, body }` of each request, the oldest first
 */
export async function startCarrier(provider, status = "SUCCESSFUL") {
	const received = [];
	const server = createServer(async (request, response) => {
		received.push({ headers: request.headers, body: await json(request) });
		response.setHeader("content-type", "application/json");
		response.end(JSON.stringify(commands(status, `${provider}-${received.length}`, provider)));
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
	return {
		url: `http://127.0.0.1:${server.address().port}/`,
		received,
		close: () => {
			server.closeAllConnections();
			server.close();
		},
	};
}

/** An address of this machine where nobody listens any more. */
export async function deadUrl() {
	const { url, close } = await startCarrier("nobody");
	close();
	return url;
}

/** Okta's answer, which is the shape of the webhook driver's receipts as well. */
export const commands = (status, transactionId, provider) => ({
	commands: [{ type: "com.okta.telephony.action", value: [{ status, transactionId, provider }] }],
});

/** The headers of Standard Webhooks for a body: HMAC-SHA256 over id, time and body, under the account's secret. */
export function signedHeaders(secret, id, body) {
	const timestamp = Math.floor(Date.now() / 1000);
	const key = Buffer.from(secret.replace("whsec_", ""), "base64");
	const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64");
	return { "webhook-id": id, "webhook-timestamp": String(timestamp), "webhook-signature": `v1,${signature}` };
}
