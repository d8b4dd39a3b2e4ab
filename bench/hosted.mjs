// `node bench/hosted.mjs`: the server's time for the page of a code, beside the same page that is ready after one bare
// read of an object, in one run. Without a message the ratio has to be 1.5 at the most. A message has a status in D1
// besides.
import { createHosted, untilNextMessage } from "../test/e2e/hosted.mjs";
import { drive, request } from "./load.mjs";
import { medianOf } from "./ratios.mjs";
import { call, startServer } from "./server.mjs";

const people = 32;
const rounds = Number(process.env.BENCH_ROUNDS ?? 9);
const perWindow = Number(process.env.BENCH_PAGES ?? 400);
const mostTimes = 1.5;

/** A browser that has come in and chosen a type: its request for the page of the code, as bytes, and a look at it. */
async function openCodePage(baseUrl, hostedUrl, type) {
	const { pathname, search } = new URL(hostedUrl);
	const visit = (path, init = {}) => fetch(baseUrl + path, { redirect: "manual", ...init });
	const [cookie] = (await visit(pathname + search)).headers.getSetCookie()[0].split(";");
	const place = (name) => pathname.replace(/open$/, name);
	const html = await (await visit(place("choose"), { headers: { cookie } })).text();
	const [, csrf] = /name="_csrf" value="(\w+)"/.exec(html);
	const [, method] = new RegExp(`value="(${type}:[^"]*)"`).exec(html);
	const chosen = await visit(place("choose"), {
		method: "POST",
		headers: { cookie, "sec-fetch-site": "same-origin" },
		body: new URLSearchParams({ _csrf: csrf, _action: "choose", method }),
	});
	if (chosen.headers.get("location") !== place("code")) throw new Error(`${type}: ${chosen.status}`);
	return {
		bytes: request("GET", place("code"), { Cookie: cookie }),
		look: () => visit(place("code"), { headers: { cookie } }),
	};
}

/** What the server made of a page once, to be given as it is. */
async function readyPage(answer) {
	// Those are the connection's.
	const headers = [...answer.headers].filter(([name]) => !["connection", "content-length", "date"].includes(name));
	return { body: await answer.text(), headers: Object.fromEntries(headers) };
}

/** A window of requests, one after the other, each about another person. */
const windowOf = (server, requests) => (total) => {
	let sent = 0;
	const next = () => (sent === total ? null : requests[sent++ % requests.length]);
	return drive({ host: server.host, port: server.port, concurrency: 1, next, expect: 200 });
};

const started = await startServer({
	entry: "bench/worker.ts",
	durableObjects: { BASELINE: "Baseline", BARE: "Bare", BARE_TRANSACTION: "BareTransaction" },
	isQuiet: true,
});
const server = { ...started, baseUrl: `http://${started.host}:${started.port}`, apiToken: started.token };
try {
	await call(server, "POST", "/bench/gather/3600000");
	const hosted = await createHosted(server);
	const users = [];
	for (let number = 0; number < people; number++) users.push(await hosted.newPerson());
	await untilNextMessage();
	const requests = { static: [], question: [], message: [] };
	for (const [number, { id }] of users.entries()) {
		await call(server, "POST", `/bench/bare-transaction/begin/page-${number}/${id}`, {});
		requests.static.push(request("GET", `/bench/static-page/page-${number}`, {}));
		const come = async (type) => openCodePage(server.baseUrl, await hosted.hostedUrl(id), type);
		const question = await come("ChallengeQuestion");
		if (number === 0) await call(server, "PUT", "/bench/static-page", await readyPage(await question.look()));
		requests.question.push(question.bytes);
		requests.message.push((await come("ChallengeSMS")).bytes);
	}
	const times = { static: [], question: [], message: [] };
	for (let round = 0; round <= rounds; round++) {
		for (const [name, own] of Object.entries(requests)) {
			const { p50 } = await windowOf(server, own)(perWindow);
			// The first round only warms up.
			if (round > 0) times[name].push(p50);
		}
	}
	const ratioOf = (name) => medianOf(times[name].map((time, round) => time / times.static[round]));
	const ms = (name) => `${medianOf(times[name]).toFixed(2)} ms`;
	console.log(
		`a page for an answer: ${ms("question")}, for a code by SMS: ${ms("message")}, a static page after one read: ` +
			`${ms("static")}; the medians of the ${rounds} rounds' ratios are ${ratioOf("question").toFixed(2)} and ` +
			`${ratioOf("message").toFixed(2)}`,
	);
	if (ratioOf("question") > mostTimes) process.exitCode = 1;
} finally {
	await started.stop();
}
