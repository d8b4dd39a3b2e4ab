// Asks a server over connections that are kept, and tells what came back, or that the connection was lost.
import { Agent, request } from "node:http";

const answerWithinMs = 30_000;
/** Less than a server keeps a connection that nobody uses, so that no request meets its closing. */
const idleMs = 2_000;

/**
 * @param {{ baseUrl: string, apiToken: string }} server
 * @returns `ask(method, path, body, headers)`: promise of `{ status, headers, body }`, rejects without an answer ·
 *   `need(method, path, body)`: promise of the body, rejects without a success · `close()`: ends the connections
 */
export function connectTo({ baseUrl, apiToken }) {
	const agent = new Agent({ keepAlive: true, timeout: idleMs });
	const ask = (method, path, body, headers = {}) =>
		new Promise((resolve, reject) => {
			const outgoing = request(new URL(path, baseUrl), {
				agent,
				method,
				headers: { authorization: `SSWS ${apiToken}`, "content-type": "application/json", ...headers },
				timeout: answerWithinMs,
			});
			outgoing.once("timeout", () => outgoing.destroy(new Error(`no answer within ${answerWithinMs / 1000} s`)));
			outgoing.once("error", reject);
			outgoing.once("response", async (incoming) => {
				try {
					let text = "";
					for await (const chunk of incoming.setEncoding("utf8")) text += chunk;
					const isJson = incoming.headers["content-type"]?.startsWith("application/json");
					const answered = isJson && text !== "" ? JSON.parse(text) : text;
					resolve({ status: incoming.statusCode, headers: incoming.headers, body: answered });
				} catch (error) {
					reject(error);
				}
			});
			outgoing.end(body === undefined ? undefined : JSON.stringify(body));
		});
	const need = async (method, path, body) => {
		const answer = await ask(method, path, body);
		if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	return { ask, need, close: () => agent.destroy() };
}
