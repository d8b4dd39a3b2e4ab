// The sends of the bench: challenges through a carrier of this machine, bare fetches there, and the steps between.
import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { drive, inParallel, request } from "./load.mjs";
import { call } from "./server.mjs";

/** Each factor is challenged once, because a number waits 30 seconds between two messages. */
const sendsPerRound = { 1: 100, 32: 300 };

/**
 * Every round sends to four number ranges of its own. One range may get a thousand messages in an hour. It is suspended
 * when nobody answers messages that are five minutes old.
 */
const rangesPerRound = 4;
const atOnce = 16;
const areaCodes =
	"201 202 206 212 213 214 215 303 305 310 312 313 404 408 412 415 503 512 602 612 617 702 713 718".split(" ");

const taken = JSON.stringify({
	commands: [{ type: "com.okta.telephony.action", value: [{ status: "SUCCESSFUL", transactionId: "t-1" }] }],
});

/**
 * Starts the carrier.
 * @returns three loads, `(concurrency) => result`; `enroll(round)`, which makes the numbers of a round; and `stop`
 */
export async function prepareSends(server) {
	const carrier = await startCarrier();
	const signingSecret = `whsec_${randomBytes(32).toString("base64")}`;
	const config = { url: carrier.url };
	await call(server, "POST", "/api/v1/provider-accounts", {
		name: "Bench",
		driver: "webhook",
		config,
		secrets: { signingSecret },
	});
	let numbers = [];
	let stepped = [];
	/** Otherwise alarms would ring in somebody else's window. */
	const ship = (challenged) =>
		inParallel(atOnce, challenged.length, (index) => call(server, "POST", `/bench/ship/${challenged[index].user}`));
	const load = (concurrency, make) => {
		let left = sendsPerRound[concurrency];
		const next = () => (left-- > 0 ? make() : null);
		return drive({ host: server.host, port: server.port, concurrency, next, expect: 200 });
	};
	const headers = { Authorization: `SSWS ${server.token}`, "Content-Type": "application/json" };
	const body = JSON.stringify({ url: carrier.url, body: sampleBody });
	const bare = request("POST", "/bench/fetch", headers, body);
	return {
		/** The numbers of all rounds at once would be more live objects than one process holds. */
		async enroll(round) {
			numbers = await enrollNumbers(server, round);
			stepped = [...numbers];
			await ship(numbers);
		},
		bareFetches: (concurrency) => load(concurrency, () => bare),
		steps: (concurrency) => load(concurrency, () => request("POST", stepped.pop().stepsPath, headers, body)),
		async challenges(concurrency) {
			const challenged = numbers.slice(-sendsPerRound[concurrency]);
			const result = await load(concurrency, () => request("POST", numbers.pop().path, headers));
			await ship(challenged);
			return result;
		},
		stop: carrier.stop,
	};
}

/** A body about as large as a send's. */
const sampleBody = {
	data: { messageProfile: { phoneNumber: "+15552000000", otpCode: "123456" }, note: "x".repeat(700) },
};

/**
 * Makes users with an active SMS factor. A wrong code is the cheapest way to tell their guards. Beside each user stands
 * a plain object that has been called before, too.
 */
async function enrollNumbers(server, round) {
	const numbers = [];
	for (let index = 0; index < sendsPerRound[1] + sendsPerRound[32]; index++) {
		const login = `sms-${round}-${index}@example.com`;
		const profile = { firstName: "Ada", lastName: "L", login, email: login };
		const user = await call(server, "POST", "/api/v1/users", { profile });
		const areaCode = areaCodes[(round * rangesPerRound + (index % rangesPerRound)) % areaCodes.length];
		const phoneNumber = `+1${areaCode}555${1_000 + index}`;
		const factor = { factorType: "sms", provider: "OKTA", profile: { phoneNumber } };
		const { id } = await call(server, "POST", `/api/v1/users/${user.id}/factors?activate=true`, factor);
		const path = `/api/v1/users/${user.id}/factors/${id}/verify`;
		await call(server, "POST", path, { passCode: "000000" }).catch(() => {});
		await call(server, "POST", `/bench/do-upsert/sms-${round}-${index}`);
		const stepsPath = `/bench/send-steps/sms-${round}-${index}/range-${round}-${index % rangesPerRound}`;
		numbers.push({ user: user.id, path, stepsPath });
	}
	return numbers;
}

function startCarrier() {
	const server = createServer((incoming, response) => {
		incoming.resume().on("end", () => response.writeHead(200, { "content-type": "application/json" }).end(taken));
	});
	return new Promise((resolve) => {
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			const stop = () => {
				server.closeAllConnections();
				server.close();
			};
			resolve({ url: `http://127.0.0.1:${port}/`, stop });
		});
	});
}
