// Drill, on request: warm users are verified for two minutes, and no single answer is slow. It needs an idle machine.
import { createAuthenticator, fill } from "../../bench/filled.mjs";
import { rightCodes } from "../../bench/windows.mjs";
import { withWorkerd } from "./workerd.mjs";

const users = 1_000;
const concurrency = 32;
const forMs = 120_000;
const slowMs = 500;

export const steady = () =>
	withWorkerd(async (server) => {
		const tokens = await fill(server, await createAuthenticator(server), 0, users);
		const window = rightCodes(server, tokens);
		await window(concurrency, users);
		// On the connections of one window: how soon a busy workerd takes a new connection is no time of a verification.
		const { count, slowest } = await window(concurrency, Number.POSITIVE_INFINITY, Date.now() + forMs);
		return {
			isKept: slowest <= slowMs,
			figures: `${count} verifications in ${forMs / 1000} s, the slowest in ${Math.round(slowest)} ms`,
		};
	});
