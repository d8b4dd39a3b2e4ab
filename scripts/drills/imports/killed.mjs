// An import whose server is killed on the way: in the upload, in the check, and while tokens are taken.
import { connectTo } from "../client.mjs";
import { killWhole, withHome } from "../local.mjs";
import { tokensOf } from "./files.mjs";
import { begin, send, until } from "./steps.mjs";

/**
 * Where the import is killed: which share of the file has been sent, checked or taken. It goes on while the server
 * starts again, so the later half is left for that.
 */
const moments = [
	["sent", 0.5],
	["checked", 0.2],
	["taken", 0.1],
	["taken", 0.3],
	["taken", 0.5],
];

const counted = {
	checked: ({ status, counts }) => (status === "CHECKED" ? Number.POSITIVE_INFINITY : counts.ok + counts.refused),
	taken: ({ status, counts }) => (status === "DONE" ? Number.POSITIVE_INFINITY : counts.taken + counts.failed),
};

/** Kills the server at each moment, and compares what is there in the end with the file. */
export function killedFile(format, size) {
	return withHome(async ({ start }) => {
		let server = await start();
		let client = connectTo(server);
		const { id, authenticatorId } = await begin(client, { size });
		let kills = 0;
		const killNow = async () => {
			kills += 1;
			await killWhole(server);
			client.close();
			server = await start();
			client = connectTo(server);
		};
		for (const [what, share] of moments.filter(([what]) => what === "sent")) {
			let isKilled = null;
			const passing = ({ index }) => {
				if (index === Math.floor(share * size)) isKilled = killNow();
			};
			await send(server, id, { format, size }, passing).then(
				() => Promise.reject(new Error(`the file was taken, though the server was killed when it was ${what}`)),
				() => isKilled,
			);
		}
		await send(server, id, { format, size });
		/** Only a kill before the end of its step counts. */
		const killWhen = async (wanted) => {
			for (const [what, share] of moments.filter(([what]) => what === wanted)) {
				const view = await until(client, id, "DONE", (view) => counted[what](view) >= share * size);
				if (Number.isFinite(counted[what](view))) await killNow();
			}
		};
		await killWhen("checked");
		await until(client, id, "CHECKED");
		await client.need("POST", `/api/v1/token-imports/${id}/lifecycle/start`, {});
		await killWhen("taken");
		const { counts } = await until(client, id, "DONE");
		const faults = await faultsIn(client, { id, authenticatorId, size, counts });
		client.close();
		return {
			isKept: kills === moments.length && faults.length === 0,
			figures: `${format}: ${size} tokens, killed ${kills} of ${moments.length} times: ${counts.taken} taken, ${counts.refused} refused; ${
				faults.slice(0, 5).join("; ") || "each token once, and the report is right"
			}`,
		};
	});
}

/** What differs from the file: in the report, in the counts, in the stock, at the users, and in the log. */
async function faultsIn(client, { id, authenticatorId, size, counts }) {
	const wanted = [...tokensOf(size, 0)];
	const taken = wanted.filter(({ result }) => result === "TAKEN");
	const faults = [];
	const compare = (what, actual, expected) => {
		if (actual !== expected) faults.push(`${what}: ${actual} and not ${expected}`);
	};
	compare("tokens counted as taken", counts.taken, taken.length);
	compare("tokens counted as refused", counts.refused, size - taken.length);
	compare("tokens counted as failed, or left", counts.failed + counts.ok + counts.pending, 0);

	const { body } = await client.ask("GET", `/api/v1/token-imports/${id}/report?format=NDJSON`);
	const rows = body
		.trimEnd()
		.split("\n")
		.map((line) => JSON.parse(line));
	compare("rows of the report", rows.length, size);
	const wrong = wanted.filter(({ index, serial, user, result }) => {
		const row = rows[index];
		const isSame = row?.row === index + 1 && row.serial === serial && (row.user ?? "") === user;
		const isNamed = user === "" || result !== "TAKEN" || (row?.userId != null && row.factorId != null);
		return !isSame || !isNamed || (row.reason ?? row.result) !== result;
	});
	compare("wrong rows of the report", wrong.length, 0);

	const stock = await allOf(client, `/api/v1/otp-tokens?authenticatorId=${authenticatorId}`);
	compare("tokens in the stock", stock.length, taken.length);
	const inStock = new Map(stock.map((token) => [token.serial, token]));
	const misplaced = taken.filter(({ serial, user, index }) => {
		const token = inStock.get(serial);
		return user === "" ? token?.status !== "UNASSIGNED" : token?.userId !== rows[index]?.userId;
	});
	compare("tokens missing from the stock, or another's", misplaced.length, 0);

	const named = taken.filter(({ user }) => user !== "");
	const filter = encodeURIComponent('eventType eq "user.mfa.factor.activate"');
	const events = await allOf(client, `/api/v1/logs?filter=${filter}`);
	const logins = events.map(({ target }) => target[0].alternateId);
	compare("enrolments in the log", logins.length, named.length);
	compare("users who were enrolled", new Set(logins).size, named.length);
	return faults;
}

/** All pages of a list, by its links. */
async function allOf(client, path) {
	const all = [];
	for (let next = `${path}&limit=200`; next; ) {
		const { status, headers, body } = await client.ask("GET", next);
		if (status !== 200) throw new Error(`GET ${next}: ${status} ${JSON.stringify(body)}`);
		all.push(...body);
		const [, url] = /<([^>]+)>; rel="next"/.exec([headers.link].flat().join(",")) ?? [];
		next = body.length > 0 && url ? new URL(url).pathname + new URL(url).search : null;
	}
	return all;
}
