// `npm run play-back`: puts dead letters back on their queues, and says how many. `npm run play-back -- tessera-log`
// takes one queue. It asks the server that `npm start` runs, or TESSERA_URL with the administrator's TESSERA_TOKEN.
import { readCredentials } from "./credentials.mjs";

try {
	await playBack(process.argv[2]);
} catch (error) {
	const isDown = error.cause?.code === "ECONNREFUSED";
	console.error(`Nothing more was played back: ${isDown ? "no server answers." : error.message}`);
	process.exitCode = 1;
}

/** @param only the queue whose letters are wanted; undefined: all */
async function playBack(only) {
	const wanted = new URLSearchParams({ status: "DEAD", limit: "1", ...(only === undefined ? {} : { queue: only }) });
	const total = new Map();
	for (;;) {
		// One answer takes a hundred letters at the most, so whoever has many asks again and again.
		const [letter] = await ask("GET", `/api/v1/dead-letters?${wanted}`);
		if (letter === undefined) break;
		const { replayed } = await ask("POST", "/api/v1/dead-letters/replay", { queue: letter.queue });
		total.set(letter.queue, (total.get(letter.queue) ?? 0) + replayed);
	}
	if (total.size === 0) console.log("There are no dead letters.");
	for (const [queue, count] of total)
		console.log(`${queue}: ${count} ${count === 1 ? "message is" : "messages are"} back`);
}

async function ask(method, path, body) {
	const { TESSERA_URL: baseUrl, TESSERA_TOKEN: apiToken } = process.env;
	const server = baseUrl && apiToken ? { baseUrl, apiToken } : readCredentials();
	const answer = await fetch(new URL(path, server.baseUrl), {
		method,
		headers: { authorization: `SSWS ${server.apiToken}`, "content-type": "application/json" },
		body: body && JSON.stringify(body),
	});
	const answered = await answer.json();
	if (answer.ok) return answered;
	throw new Error(`${answered.errorCode} ${answered.errorSummary}`);
}
