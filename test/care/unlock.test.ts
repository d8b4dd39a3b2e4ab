// What an unlock by customer care is worth to somebody who guesses: no more than any unlock by the help desk.
import { expect, it } from "vitest";
import { createTokenUser, hotpSettings } from "../support/otp-tokens";
import { createWorld } from "../support/world";
import { createOperator } from "./care";

/** Hundreds of requests one after the other take their time on a busy machine. */
const busyMs = 120_000;

type Token = Awaited<ReturnType<typeof createTokenUser>>;

const guess = async (token: Token, times: number): Promise<number> => {
	const answers = await Promise.all(Array.from({ length: times }, () => token.verify(token.wrongCode())));
	return answers.filter(({ body }) => body.errorCode === "E0000068").length;
};

it(
	"twenty failures are judged in the hour after the first unlock, of 200 at once, by whichever operator",
	async () => {
		const world = await createWorld();
		const token = await createTokenUser(world, hotpSettings);
		const operators = [await createOperator(world), await createOperator(world)];
		expect(await guess(token, 5)).toBe(5);
		const unlock = (turn: number) => operators[turn % 2]!.act(token.user.id, "unlock");
		let judged = 0;
		for (let turn = 0; turn < 3; turn++) {
			expect((await unlock(turn)).status).toBe(204);
			judged += await guess(token, turn === 0 ? 200 : 20);
		}
		expect(judged).toBe(15);
		const fourth = await unlock(3);
		expect([fourth.status, fourth.body.errorCode, fourth.headers.get("retry-after")]).toEqual([
			429,
			"E0000047",
			"3600",
		]);
		// The pause after twenty in a row goes by, and many windows of five minutes, and the sum stays.
		for (let turn = 0; turn < 5; turn++) {
			world.clock.now += 11 * 60_000;
			judged += await guess(token, turn === 2 ? 200 : 20);
		}
		expect(judged).toBe(20);
		const rightCode = await token.verify(token.code(0));
		expect(rightCode.status).toBe(429);
		world.clock.now += 3_600_000;
		expect((await token.verify(token.code(0))).status).toBe(200);
	},
	busyMs,
);

it("the unlock of an application's page and that of customer care are counted together", async () => {
	const world = await createWorld();
	const token = await createTokenUser(world, hotpSettings);
	const operator = await createOperator(world);
	const path = `/api/v1/users/${token.user.id}/lifecycle/unlock`;
	for (const isCare of [true, false, true]) {
		await guess(token, 1);
		const done = isCare
			? await operator.act(token.user.id, "unlock")
			: await world.call("POST", path, undefined, { token: operator.token });
		expect([200, 204]).toContain(done.status);
	}
	await guess(token, 1);
	expect((await operator.act(token.user.id, "unlock")).status).toBe(429);
	expect((await world.call("POST", path, undefined, { token: operator.token })).status).toBe(429);
});

it("it never clears failures in a row, also not by an administrator's token", async () => {
	const world = await createWorld();
	const token = await createTokenUser(world, hotpSettings);
	await guess(token, 5);
	expect((await world.call("POST", `/api/v1/care/users/${token.user.id}/unlock`, { reason: "r" })).status).toBe(204);
	const { body } = await world.call("GET", `/api/v1/users/${token.user.id}/lock`);
	expect(body).toMatchObject({ failures: 0, failuresInARow: [{ failures: 5 }] });
});
