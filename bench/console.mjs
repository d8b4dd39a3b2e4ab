// `node bench/console.mjs [events]`: searches and pages of a log of a million events, beside a bare read of as many
// rows. Ends with 1 when a search takes more than three times as long.
import { medianOf } from "./ratios.mjs";
import { startServer } from "./server.mjs";

const events = Number(process.argv[2] ?? 1_000_000);
const eventsPerStatement = 5_000;
const rounds = 9;
const mostTimes = 3;

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

/** Where a list goes on: the API says so in a header, a page in a link. */
async function nextOf(answer) {
	const link = answer.headers.get("link");
	if (link === null) return /href="([^"]+)" rel="next"/.exec(await answer.text())[1].replaceAll("&amp;", "&");
	const { pathname, search } = new URL(/<([^>]+)>; rel="next"/.exec(link)[1]);
	return pathname + search;
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
	const withToken = { authorization: `SSWS ${server.token}` };
	async function pathOfPage(path, number, credentials) {
		let at = path;
		for (let page = 1; page < number; page++) at = await nextOf(await ask(at, { headers: credentials }));
		return at;
	}
	const byApi = (query) => `/api/v1/logs?${new URLSearchParams({ sortOrder: "DESCENDING", limit: 50, ...query })}`;
	const actor = `00u${"77".padStart(17, "0")}`;
	const lists = [
		["search of all", byApi({}), 50, withToken],
		["search of lockouts", byApi({ filter: 'eventType eq "user.account.lock"' }), 50, withToken],
		["search of one actor of 10,000", byApi({ filter: `actor.id eq "${actor}"` }), 2, withToken],
		["page of all", "/console/log", 50, headers],
		["page of lockouts", "/console/log?event=user.account.lock&period=30d", 50, headers],
		["page of one actor", `/console/log?actor=${actor}`, 2, headers],
	];
	const asked = [["bare read of 51 rows", `/bench/bare?before=${Date.now()}`, headers]];
	for (const [name, path, last, credentials] of lists) {
		for (const number of [1, last]) {
			asked.push([`${name}, ${number}`, await pathOfPage(path, number, credentials), credentials]);
		}
	}
	asked.push(["overview", "/console/overview?period=30d", headers], asked[0]);
	let bare;
	for (const [name, path, credentials] of asked) {
		const ms = await measure(path, credentials);
		bare ??= ms;
		console.log(`${name}: ${ms.toFixed(1)} ms, ${(ms / bare).toFixed(1)} ×`);
		if (name.startsWith("search") && ms > mostTimes * bare) process.exitCode = 1;
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
