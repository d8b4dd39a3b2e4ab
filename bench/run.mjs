// `npm run bench`: compares verifications per second with plain handlers, in one run on one runtime, as ratios.
import { createHmac, randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { drive, request } from "./load.mjs";
import { prepareSends } from "./send.mjs";
import { call, startServer } from "./server.mjs";

const users = 500;
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const requestsPerRound = { 1: 600, 32: 3_000 };
const digits = 6;
const lookAhead = 10;

/** Enrolls the users whose codes are verified, through the API, and lets every guard learn its factor. */
async function enroll(server) {
	const authenticator = await call(server, "POST", "/api/v1/authenticators", {
		key: "custom_otp",
		name: "Bench",
		settings: { protocol: "HOTP", algorithm: "HMacSHA256", encoding: "hexadecimal", passCodeLength: digits, lookAhead },
	});
	const tokens = Array.from({ length: users });
	await inParallel(users, async (index) => {
		const login = `user-${index}@example.com`;
		const profile = { firstName: "Ada", lastName: "L", login, email: login };
		const user = await call(server, "POST", "/api/v1/users", { profile });
		const secret = randomBytes(20);
		const factor = await call(server, "POST", `/api/v1/users/${user.id}/factors?activate=true`, {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: authenticator.id,
			profile: { sharedSecret: secret.toString("hex") },
		});
		const token = { user: user.id, secret, counter: 0, path: `/api/v1/users/${user.id}/factors/${factor.id}/verify` };
		await call(server, "POST", token.path, { passCode: nextCode(token) });
		tokens[index] = token;
	});
	return tokens;
}

/** Does the work for every number below `count`, sixteen at a time. */
async function inParallel(count, work) {
	let next = 0;
	await Promise.all(
		Array.from({ length: 16 }, async () => {
			for (let index = next++; index < count; index = next++) await work(index);
		}),
	);
}

async function fill(server, total) {
	for (let from = users; from < total; from += 5_000) {
		await call(server, "POST", `/bench/fill/${from}/${Math.min(total, from + 5_000)}`);
	}
}

/**
 * Measures in rounds of short windows in turn, so that a slow moment of the machine hits all alike. Each median counts.
 */
async function measure(server, tokens, among, tokensAmongMany, sends) {
	const samples = new Map();
	const sample = async (name, concurrency, run) => {
		const key = `${name}@${concurrency}`;
		const result = await run(concurrency, requestsPerRound[concurrency]);
		samples.set(key, [...(samples.get(key) ?? []), result]);
		return result;
	};
	const plain = (path) => (concurrency, total) =>
		load(server, concurrency, total, (index) => post(server, path.replace(":user", tokens[index].user)), 200);
	const right = (where, whose) => (concurrency, total) =>
		load(
			where,
			concurrency,
			total,
			(index) => {
				const token = whose[index];
				return post(where, token.path, { passCode: nextCode(token) });
			},
			200,
		);
	// Four wrong codes for each user, so that all of them are judged. Between the rounds the failures are cleared.
	const wrong = (concurrency, total) =>
		load(
			server,
			concurrency,
			Math.min(total, users * 4),
			(index) => {
				const token = tokens[index];
				return post(server, token.path, { passCode: wrongCode(token) });
			},
			403,
			4,
		);

	await plain("/bench/do-upsert/:user")(32, users);
	await plain("/bench/do-insert/:user")(32, users);
	for (let round = 0; round < rounds; round++) {
		for (const concurrency of [1, 32]) {
			// Shipping waits for the end of the round. Each user's first verification sets its alarm, and isn't measured.
			for (const [where, whose] of [
				[server, tokens],
				[among, tokensAmongMany],
			]) {
				await gather(where, 120_000);
				await right(where, whose)(32, users);
			}
			await sample("bare fetch to that provider", concurrency, sends.bareFetches);
			await sample("the bare steps of a send", concurrency, sends.steps);
			await sample("send a code by a provider", concurrency, sends.challenges);
			await sample("empty Hono handler", concurrency, plain("/bench/empty"));
			await sample("one D1 read", concurrency, plain("/bench/d1-read"));
			await sample("DO call, one row inserted", concurrency, plain("/bench/do-insert/:user"));
			await sample("DO call, the same row upserted", concurrency, plain("/bench/do-upsert/:user"));
			await sample("verify, right code", concurrency, right(server, tokens));
			await sample("DO call, the same row upserted", concurrency, plain("/bench/do-upsert/:user"));
			await sample("verify, right code", concurrency, right(server, tokens));
			await sample("verify, wrong code", concurrency, wrong);
			if (concurrency === 32) {
				await sample("verify among 100,000 users", concurrency, right(among, tokensAmongMany));
				await sample("verify among 1,000 users", concurrency, right(server, tokens));
				await sample("verify among 100,000 users", concurrency, right(among, tokensAmongMany));
				await sample("verify among 1,000 users", concurrency, right(server, tokens));
			}
			const shipped = await ship(server, tokens);
			if (concurrency === 32)
				samples.set("log events into D1", [...(samples.get("log events into D1") ?? []), shipped]);
			await ship(among, tokensAmongMany);
			if (concurrency === 32) {
				await gather(server, 5_000);
				// The first window only starts the shipping. The second window is measured while the shipping goes on.
				await right(server, tokens)(32, requestsPerRound[32]);
				await sample("verify, right code, log shipping", concurrency, right(server, tokens));
				await ship(server, tokens);
			}
			await inParallel(users, (index) => call(server, "POST", `/api/v1/users/${tokens[index].user}/lifecycle/unlock`));
		}
		for (const way of ["web-crypto", "noble"]) {
			const key = `codes by ${way}`;
			samples.set(key, [...(samples.get(key) ?? []), await codes(server, way)]);
		}
		process.stderr.write(`round ${round + 1} of ${rounds}\n`);
	}
	return samples;
}

/** Each connection has its own users, in turn, so that two requests of one user never meet, whatever stalls. */
async function load(server, concurrency, total, make, expect, perUser = Number.POSITIVE_INFINITY) {
	const rounds = Array.from({ length: concurrency }, () => 0);
	let sent = 0;
	const next = (connection) => {
		const own = Math.ceil((users - connection) / concurrency);
		if (sent === total || rounds[connection] >= own * perUser) return null;
		sent += 1;
		const user = connection + (rounds[connection] % own) * concurrency;
		rounds[connection] += 1;
		return make(user);
	};
	return drive({ host: server.host, port: server.port, concurrency, next, expect });
}

const post = (server, path, body = {}) =>
	request(
		"POST",
		path,
		{ Authorization: `SSWS ${server.token}`, "Content-Type": "application/json", "User-Agent": "tessera-bench/1.0" },
		JSON.stringify(body),
	);

const gather = (server, ms) => call(server, "POST", `/bench/gather/${ms}`);

/** Ships all waiting log events and waits until D1 has them. Returns the events per second. */
async function ship(server, tokens) {
	const before = (await call(server, "GET", "/bench/log-count")).count;
	const began = performance.now();
	await inParallel(users, (index) => call(server, "POST", `/bench/ship/${tokens[index].user}`));
	let count = before;
	let endedAt = began;
	for (let quiet = 0; quiet < 15; quiet++) {
		const now = (await call(server, "GET", "/bench/log-count")).count;
		if (now > count) [count, endedAt, quiet] = [now, performance.now(), 0];
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	const seconds = (endedAt - began) / 1000;
	return { count: count - before, seconds, perSecond: seconds > 0 ? (count - before) / seconds : 0, p50: 0, p99: 0 };
}

/** Returns the codes per second of one HMAC implementation. One request computes all codes. */
async function codes(server, way) {
	const count = 6_000;
	const began = performance.now();
	await call(server, "POST", `/bench/codes/${way}/${count}`);
	const seconds = (performance.now() - began) / 1000;
	return { count, seconds, perSecond: count / seconds, p50: 0, p99: 0 };
}

function nextCode(token) {
	const code = codeOf(token, token.counter);
	token.counter += 1;
	return code;
}

function wrongCode(token) {
	const near = new Set(
		Array.from({ length: lookAhead + 2 }, (_, ahead) => codeOf(token, Math.max(0, token.counter - 1 + ahead))),
	);
	for (let guess = 0; ; guess++) {
		const text = String(guess).padStart(digits, "0");
		if (!near.has(text)) return text;
	}
}

function codeOf(token, counter) {
	const message = Buffer.alloc(8);
	message.writeBigUInt64BE(BigInt(counter));
	const mac = createHmac("sha256", token.secret).update(message).digest();
	const truncated = mac.readUInt32BE(mac[mac.length - 1] & 15) & 0x7fffffff;
	return String(truncated % 10 ** digits).padStart(digits, "0");
}

function report(samples) {
	const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
	const rows = [...samples].map(([key, results]) => ({
		name: key.split("@")[0],
		concurrency: key.includes("@") ? Number(key.split("@")[1]) : null,
		perSecond: Math.round(median(results.map((result) => result.perSecond))),
		p50: round(median(results.map((result) => result.p50))),
		p99: round(median(results.map((result) => result.p99))),
	}));
	const rate = (name, concurrency) =>
		rows.find((row) => row.name === name && row.concurrency === concurrency).perSecond;
	const upsert = "DO call, the same row upserted";
	const ratios = {
		"verify/do-upsert@32": round(rate("verify, right code", 32) / rate(upsert, 32)),
		"verify+log/do-upsert@32": round(rate("verify, right code, log shipping", 32) / rate(upsert, 32)),
		"verify/do-upsert@1": round(rate("verify, right code", 1) / rate(upsert, 1)),
		"web-crypto/noble codes": round(rate("codes by web-crypto", null) / rate("codes by noble", null)),
		"send/its bare steps@1": round(rate("send a code by a provider", 1) / rate("the bare steps of a send", 1)),
		"send/its bare steps@32": round(rate("send a code by a provider", 32) / rate("the bare steps of a send", 32)),
		"send/bare fetch@32": round(rate("send a code by a provider", 32) / rate("bare fetch to that provider", 32)),
		"100k/1k users": round(rate("verify among 100,000 users", 32) / rate("verify among 1,000 users", 32)),
	};
	const machine = `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
	const table = [
		"| what | c | per second | p50 ms | p99 ms |",
		"|---|---:|---:|---:|---:|",
		...rows.map(
			(row) => `| ${row.name} | ${row.concurrency ?? "–"} | ${row.perSecond} | ${row.p50 || "–"} | ${row.p99 || "–"} |`,
		),
	].join("\n");
	const ratioLines = Object.entries(ratios).map(([name, value]) => `- ${name}: **${value}**`);
	console.log(`${table}\n\n${ratioLines.join("\n")}`);
	writeFileSync(
		new URL("results.json", import.meta.url),
		`${JSON.stringify({ ratios, rows, machine, rounds, users }, null, "\t")}\n`,
	);
	writeFileSync(new URL("RESULTS.md", import.meta.url), `${resultsPage(table, ratioLines.join("\n"), machine)}\n`);
}

const round = (value) => Math.round(value * 100) / 100;

const resultsPage = (table, ratios, machine) => `# Bench results

Written by \`npm run bench\`. The load and the Worker share one machine:
${machine}.

Only the ratios can be compared with other machines. The other figures are true of this machine on that day.

## Ratios

${ratios}

## Table

The figures are medians over ${rounds} rounds. In a round, short windows of the rows take turns. There are ${users} warm
users, with HOTP, SHA-256 and ${lookAhead} counters of look-ahead. A verification computes three HMACs, of the expected
code and its neighbours, and the other HMACs only when none of the three fits.

Log events are shipped after the measured window, except in the row "verify, right code, log shipping".

${table}`;

const few = await startServer();
const many = await startServer();
let sends;
try {
	const tokens = await enroll(few);
	const tokensAmongMany = await enroll(many);
	await fill(few, 1_000);
	await fill(many, 100_000);
	sends = await prepareSends(few, rounds);
	report(await measure(few, tokens, many, tokensAmongMany, sends));
} finally {
	sends?.stop();
	await few.stop();
	await many.stop();
}
