// What the measurements of lists share: the first and a late page of each search, beside a bare read of as many rows.
import { drive, exchange, request } from "./load.mjs";
import { medianOf } from "./ratios.mjs";
import { call } from "./server.mjs";

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const requestsPerRound = 40;
const lastPage = 50;
/** What a list may take, as a multiple of the bare read. */
const bound = 3;

/**
 * Measures, reports, and fails the process where a list takes too long. `/bench/list` has the lists, `/bench/bare` the
 * bare read, and `/bench/session` an administrator's cookie.
 * @param page where the list is a page of the console
 * @param bareAfter the cursor of a late bare read
 * @param searches name → query
 */
export async function bounded(server, { page, bareAfter, searches }) {
	const { cookie } = await call(server, "POST", "/bench/session");
	const cases = [
		{ name: "bare read", path: "/bench/bare" },
		{ name: "bare read, later", path: `/bench/bare?after=${bareAfter}` },
	];
	for (const [name, search] of Object.entries(searches)) {
		const late = await latePage(server, search);
		for (const [number, query] of [[1, search], ...(late === null ? [] : [[late.number, late.query]])]) {
			const asked = new URLSearchParams(query);
			cases.push({ name: `${name}, page ${number}`, path: `/bench/list?${asked}` });
			cases.push({ name: `${name}, page ${number}, as a page`, path: `${page}?${asked}`, isPage: true });
		}
	}
	report(await measure(server, cases, cookie));
}

/** The fiftieth page, or the last one that there is; null for a list of one page. */
async function latePage(server, search) {
	let late = null;
	for (let number = 2; number <= lastPage; number++) {
		const { next } = await call(server, "GET", `/bench/list?${new URLSearchParams(late?.query ?? search)}`);
		if (next === undefined) break;
		late = { number, query: { ...search, after: next } };
	}
	return late;
}

/** Short windows in turn, so that a slow moment of the machine hits all alike. Returns the medians in ms. */
async function measure(server, cases, cookie) {
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
