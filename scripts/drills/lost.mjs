// Drill: one guard call in a hundred loses its answer after the guard has written, while many users are verified.
import { createAuthenticator, fill, nextCode, wrongCode } from "../../bench/filled.mjs";
import { inParallel } from "../../bench/load.mjs";
import { followLog } from "./log.mjs";
import { verify } from "./users.mjs";
import { withWorkerd } from "./workerd.mjs";

const users = 1_000;
const concurrency = 32;
const lostShare = 0.01;
const arrivesWithinMs = 60_000;
/** A tenth of a percent of the callers may get an error: both tries of a call may lose their answers. */
const mostErrors = 0.001;

export const lost = () =>
	withWorkerd(async (server, client) => {
		const tokens = await fill(server, await createAuthenticator(server), 0, users);
		await client.need("POST", `/drills/lose/${lostShare}`);
		const tally = { asked: 0, errors: 0, wrong: [], judged: [] };
		await inParallel(concurrency, users, (number) => playUser(client, tokens[number], tally));
		await client.need("POST", "/drills/lose/0");

		const log = followLog(client);
		await log.until(() => log.missing(tally.judged).length === 0, arrivesWithinMs);
		const [missing, doubled] = [log.missing(tally.judged).length, log.doubled(tally.judged).length];
		const { asked, errors, wrong } = tally;
		return {
			isKept: wrong.length === 0 && missing === 0 && doubled === 0 && errors < asked * mostErrors,
			figures:
				`${100 * lostShare} % of guard calls lose their answer: ${wrong.length} of ${asked} verdicts wrong${listOf(wrong)}, ` +
				`${doubled} events doubled, ${missing} missing, ${errors} errors to callers`,
		};
	});

/** One user's right, wrong and repeated codes, one after the other. Four failures don't lock the user yet. */
async function playUser(client, token, tally) {
	let used = null;
	const tryCode = async (kind, passCode, isExpected) => {
		tally.asked += 1;
		const { status, requestId } = await verify(client, token, { passCode }).catch(() => ({ status: 0 }));
		if (status === 0 || status >= 500) tally.errors += 1;
		else {
			tally.judged.push(requestId);
			if (!isExpected(status)) tally.wrong.push(`${kind}: ${status}`);
		}
		return status;
	};
	const tryRight = async () => {
		const passCode = nextCode(token);
		if ((await tryCode("a fresh code", passCode, isAccepted)) === 200) used = passCode;
	};
	const tryRepeated = async () => {
		if (used !== null) await tryCode("a used code", used, isRefused);
	};
	await tryRight();
	await tryRight();
	await tryCode("a wrong code", wrongCode(token), isRefused);
	await tryRight();
	await tryRepeated();
	await tryRight();
	const passCode = nextCode(token);
	const isVerdict = (status) => isAccepted(status) || isRefused(status);
	const atOnce = await Promise.all([1, 2].map(() => tryCode("one of two codes at once", passCode, isVerdict)));
	// An error doesn't tell its verdict.
	if (atOnce.every(isAccepted) || atOnce.every(isRefused)) tally.wrong.push(`a code twice at once: ${atOnce}`);
	await tryRepeated();
}

const isAccepted = (status) => status === 200;
const isRefused = (status) => status === 403;

const listOf = (wrong) => (wrong.length > 0 ? ` (${[...new Set(wrong)].join("; ")})` : "");
