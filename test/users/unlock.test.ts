import { describe, expect, it } from "vitest";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";

type Token = Awaited<ReturnType<typeof createTokenUser>>;

/** Hundreds of requests one after the other take their time on a busy machine. */
const busyMs = 120_000;

const unlockBy = (world: World, token: Token, apiToken: string) =>
	world.call("POST", `/api/v1/users/${token.user.id}/lifecycle/unlock`, undefined, { token: apiToken });

/** Sends wrong codes as fast as it can, and unlocks in between. Returns how many were judged. */
async function guess(world: World, token: Token, apiToken: string, turns: number): Promise<number> {
	let judged = 0;
	for (let turn = 0; turn < turns; turn++) {
		const answers = await Promise.all(Array.from({ length: 10 }, () => token.verify(token.wrongCode(), apiToken)));
		judged += answers.filter(({ body }) => body.errorCode === "E0000068").length;
		await unlockBy(world, token, apiToken);
	}
	return judged;
}

describe("a help-desk token that verifies and unlocks in turns", () => {
	it(
		"gets at most 20 failures judged in the hour after its first unlock, and 429 with a time",
		async () => {
			const world = await createWorld();
			const token = await createTokenUser(world, hotpSettings);
			const helpDesk = await world.tokenFor("HELP_DESK");
			expect(await guess(world, token, helpDesk, 40)).toBeLessThanOrEqual(25);
			const refused = await unlockBy(world, token, helpDesk);
			expect([refused.status, refused.body.errorCode]).toEqual([429, "E0000047"]);
			expect(Number(refused.headers.get("retry-after"))).toBe(3_600);
			expect(refused.body.errorCauses[0].errorSummary).toContain("help desk");
			expect((await token.verify(token.code(0))).status).toBe(429);
			world.clock.now += 3_600_000;
			expect((await token.verify(token.code(0))).status).toBe(200);
		},
		busyMs,
	);

	it(
		"never gets beyond a hundred failures in a row, however many days it takes",
		async () => {
			const world = await createWorld();
			const token = await createTokenUser(world, hotpSettings);
			const helpDesk = await world.tokenFor("HELP_DESK");
			let judged = 0;
			for (let day = 0; day < 8; day++) {
				judged += await guess(world, token, helpDesk, 6);
				world.clock.now += 24 * 3_600_000;
			}
			expect(judged).toBe(100);
			const closed = await token.verify(token.code(0));
			expect([closed.status, closed.body.errorCode]).toEqual([403, "E0000069"]);
			expect(closed.body.errorCauses[0].errorSummary).toContain("administrator");
			const lock = await world.call("GET", `/api/v1/users/${token.user.id}/lock`);
			expect(lock.body.failuresInARow).toMatchObject([{ failures: 100, needsAdministrator: true }]);
			expect((await unlockBy(world, token, world.token)).status).toBe(200);
			expect((await token.verify(token.code(0))).status).toBe(200);
		},
		busyMs,
	);
});

describe("guesses without an unlock", () => {
	it(
		"are a hundred at the most, and the right code is refused after them",
		async () => {
			const world = await createWorld();
			const token = await createTokenUser(world, hotpSettings);
			let judged = 0;
			for (let window = 0; window < 40; window++) {
				const answers = await Promise.all(Array.from({ length: 5 }, () => token.verify(token.wrongCode())));
				judged += answers.filter(({ body }) => body.errorCode === "E0000068").length;
				world.clock.now += 5 * 3_600_000;
			}
			expect(judged).toBe(100);
			expect((await token.verify(token.code(0))).body.errorCode).toBe("E0000069");
		},
		busyMs,
	);
});
