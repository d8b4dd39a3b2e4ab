// Drill, on request: warm users are verified for two minutes, and no single answer is slow. It needs an idle machine.
import { createAuthenticator, fill } from "../../bench/filled.mjs";
import { rightCodes } from "../../bench/windows.mjs";
import { withWorkerd } from "./workerd.mjs";

const users = 1_000;
const concurrency = 32;
const forMs = 120_000;
const requestsPerWindow = 5_000;
const slowMs = 500;

export const steady = () =>
	withWorkerd(async (server) => {
		const tokens = await fill(server, await createAuthenticator(server), 0, users);
		const window = rightCodes(server, tokens);
		await window(concurrency, users);
		const windows = [];
		for (const end = Date.now() + forMs; Date.now() < end; ) windows.push(await window(concurrency, requestsPerWindow));
		const slowest = Math.round(Math.max(...windows.map((result) => result.slowest)));
		const count = windows.reduce((sum, result) => sum + result.count, 0);
		return {
			isKept: slowest <= slowMs,
			figures: `${count} verifications in ${forMs / 1000} s, the slowest in ${slowest} ms`,
		};
	});
