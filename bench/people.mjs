// `node bench/people.mjs`: the first and the fiftieth page of lists of 100,000 users, beside a bare read of D1.
import { drive, exchange, request } from "./load.mjs";
import { medianOf } from "./ratios.mjs";
import { call, startServer } from "./server.mjs";

const users = Number(process.env.BENCH_USERS ?? 100_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const requestsPerRound = 40;
const usersPerRequest = 10_000;
const lastPage = 50;
/** What a list may take, as a multiple of the bare read. */
const bound = 3;

const server = await startServer({ entry: "bench/people.ts", isQuiet: true });
try {
	const { id: group } = await call(server, "POST", "/api/v1/groups", { profile: { name: "Everybody of the bench" } });
	for (let from = 0; from < users; from += usersPerRequest) {
		await call(server, "POST", `/bench/people/${group}/${from}/${Math.min(users, from + usersPerRequest)}`);
	}
	const { cookie } = await call(server, "POST", "/bench/session");
	const searches = {
		everybody: {},
		"one status": { status: "ACTIVE" },
		"a name": { q: "anna" },
		"a login": { q: "person-0" },
		group: { group },
	};
	const cases = [
		{ name: "bare read", path: "/bench/bare" },
		{ name: "bare read, later", path: "/bench/bare?after=person-002500" },
	];
	for (const [name, search] of Object.entries(searches)) {
		const after = await cursorOfPage(search, lastPage);
		for (const [page, query] of [
			[1, search],
			[lastPage, { ...search, after }],
		]) {
			cases.push({ name: `${name}, page ${page}`, path: `/bench/list?${new URLSearchParams(query)}` });
			cases.push({
				name: `${name}, page ${page}, as a page`,
				path: `/console/users?${new URLSearchParams(query)}`,
				isPage: true,
			});
		}
	}
	report(await measure(cases, cookie));
} finally {
	await server.stop();
}

/** The cursor that leads to this page. */
async function cursorOfPage(search, page) {
	let after;
	for (let number = 1; number < page; number++) {
		const query = new URLSearchParams(after === undefined ? search : { ...search, after });
		({ next: after } = await call(server, "GET", `/bench/list?${query}`));
		if (after === undefined) throw new Error(`${JSON.stringify(search)} has ${number} pages`);
	}
	return after;
}

/** Short windows in turn, so that a slow moment of the machine hits all alike. Returns the medians in ms. */
async function measure(cases, cookie) {
	const samples = cases.map(() => []);
	for (let round = 0; round <= rounds; round++) {
		for (const [index, { path }] of cases.entries()) {
			const bytes = request("GET", path, { Cookie: cookie });
			let left = requestsPerRound;
			const next = () => (left-- > 0 ? bytes : null);
			const { p50 } = await drive({ host: server.host, port: server.port, concurrency: 1, next, expect: 200 });
			// The first round warms everything up.
			if (round > 0) samples[index].push(p50);
		}
	}
	const { status, body } = await exchange({
		host: server.host,
		port: server.port,
		bytes: request("GET", cases[0].path, {}),
	});
	if (status !== 200 || JSON.parse(body).items.length < 2) throw new Error("the bare read found nothing");
	return cases.map((one, index) => ({ ...one, ms: medianOf(samples[index]) }));
}

function report(measured) {
	const bare = Math.max(...measured.slice(0, 2).map(({ ms }) => ms));
	for (const { name, ms, isPage } of measured) {
		const times = ms / bare;
		const isOver = times > bound && !isPage;
		if (isOver) process.exitCode = 1;
		console.log(
			`${ms.toFixed(2).padStart(7)} ms ${times.toFixed(2).padStart(6)} ×  ${name}${isOver ? `  OVER ${bound} ×` : ""}`,
		);
	}
}
