// `node bench/console.mjs [events]`: the log's page over a million events, beside a bare read of as many rows.
import { medianOf } from "./ratios.mjs";
import { startServer } from "./server.mjs";

const events = Number(process.argv[2] ?? 1_000_000);
const eventsPerStatement = 5_000;
const rounds = 9;
const pageOfInterest = 50;

const server = await startServer({ entry: "bench/console.ts", isQuiet: true });
const origin = `http://${server.host}:${server.port}`;

/** workerd closes a connection that waits. Each of these requests may be made again. */
async function ask(path, init = {}, tries = 5) {
	try {
		return await fetch(origin + path, { redirect: "manual", ...init });
	} catch (error) {
		if (tries === 1) throw error;
		return ask(path, init, tries - 1);
	}
}

/** The median time of some rounds in ms, after one that doesn't count. */
async function measure(path, headers = {}) {
	const times = [];
	for (let round = 0; round <= rounds; round++) {
		const startedAt = performance.now();
		const answer = await ask(path, { headers });
		await answer.text();
		if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
		times.push(performance.now() - startedAt);
	}
	return medianOf(times.slice(1));
}

try {
	const since = Date.now() - events * 600 - 60_000;
	const sample = JSON.stringify(sampleEvent());
	const startedAt = performance.now();
	for (let from = 0; from < events; from += eventsPerStatement) {
		const count = Math.min(eventsPerStatement, events - from);
		await ask(`/bench/fill?from=${from}&count=${count}&since=${since}`, { method: "POST", body: sample });
	}
	console.log(`${events} events stored in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`);
	const cookie = await (await ask("/bench/sign-in", { method: "POST" })).text();
	const headers = { cookie };
	const nextOf = (html) => /href="([^"]+)" rel="next"/.exec(html)?.[1].replaceAll("&amp;", "&");
	async function pathOfPage(path, number) {
		let at = path;
		for (let page = 1; page < number; page++) at = nextOf(await (await ask(at, { headers })).text());
		return at;
	}
	const lockouts = "/console/log?event=user.account.lock&period=30d";
	const api = "/api/v1/logs?sortOrder=DESCENDING&limit=50";
	const withToken = { authorization: `SSWS ${server.token}` };
	const asked = [
		["bare read of 51 rows", `/bench/bare?before=${Date.now()}`],
		["API, first page", api, withToken],
		["page of the log, first", "/console/log"],
		[`page of the log, ${pageOfInterest}th`, await pathOfPage("/console/log", pageOfInterest)],
		["lockouts, first", lockouts],
		[`lockouts, ${pageOfInterest}th`, await pathOfPage(lockouts, pageOfInterest)],
		["one actor of 10,000", "/console/log?actor=00u77"],
		["overview", "/console/overview?period=30d"],
		["bare read of 51 rows again", `/bench/bare?before=${Date.now()}`],
	];
	let bare;
	for (const [name, path, credentials = headers] of asked) {
		const ms = await measure(path, credentials);
		bare ??= ms;
		console.log(`${name}: ${ms.toFixed(1)} ms, ${(ms / bare).toFixed(1)} ×`);
	}
} finally {
	await server.stop();
}

/** As long as most events are. */
function sampleEvent() {
	const party = { id: "00u", type: "User", alternateId: "ada@example.com", displayName: "Ada", detailEntry: null };
	return {
		uuid: "",
		published: "",
		eventType: "",
		version: "0",
		severity: "INFO",
		displayMessage: "Authentication of a user by a second factor",
		actor: party,
		client: { userAgent: null, zone: null, device: null, id: null, ipAddress: "192.0.2.1", geographicalContext: null },
		outcome: { result: "SUCCESS", reason: null },
		target: [party, { ...party, id: "ost", type: "AuthenticatorEnrollment" }],
		transaction: { type: "WEB", id: "req", detail: { requestApiTokenId: "00T" } },
		debugContext: { debugData: { requestId: "req", requestUri: "/api/v1/users/x/factors/y/verify" } },
		authenticationContext: { authenticationStep: 0, externalSessionId: null },
		securityContext: null,
		request: { ipChain: [] },
	};
}
