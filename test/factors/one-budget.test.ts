import { describe, expect, it } from "vitest";
import { createTokenUser } from "../support/otp-tokens";
import { type Answer, createWorld, type World } from "../support/world";
import { createActiveUser, createPhoneUser, factorsPath, lastCode, newNumber, otherThan } from "./sent-factor";

const minute = 60_000;
const locked = [429, "E0000047"];
const told = ({ status, body }: Answer) => [status, body.errorCode];

/** A user with an active number and a pending one, each with a code that was sent. */
async function createTwice(world: World) {
	const active = await createActiveUser(world);
	expect((await active.challenge()).status).toBe(200);
	const to = newNumber();
	const factor = { factorType: "call", provider: "OKTA", profile: { phoneNumber: to } };
	const { body: pending } = await world.call("POST", factorsPath(active.user.id), factor);
	const path = `${factorsPath(active.user.id)}/${pending.id}`;
	const activate = (passCode: string) => world.call("POST", `${path}/lifecycle/activate`, { passCode });
	const codes = { active: await lastCode(world, active.to), pending: await lastCode(world, to) };
	return { ...active, activate, codes, resend: () => world.call("POST", `${path}/resend`, factor) };
}

describe("five failures in five minutes", () => {
	it("are one budget of verify and activate, and end resending and challenging, too", async () => {
		const world = await createWorld();
		const { verify, activate, codes, resend, challenge } = await createTwice(world);
		for (let failure = 0; failure < 5; failure++) {
			const guess = failure % 2 === 0 ? verify(otherThan(codes.active)) : activate(otherThan(codes.pending));
			expect((await guess).status).toBe(403);
		}
		world.clock.now += 60_000;
		expect(told(await verify(codes.active))).toEqual(locked);
		expect(told(await activate(codes.pending))).toEqual(locked);
		expect(told(await resend())).toEqual(locked);
		expect(told(await challenge())).toEqual(locked);
	});

	it("are judged of 200 guesses at both doors at once, whichever door they take", async () => {
		const world = await createWorld();
		const { verify, activate, codes } = await createTwice(world);
		const answers = await Promise.all(
			Array.from({ length: 200 }, (_, index) =>
				index % 2 === 0 ? verify(otherThan(codes.active)) : activate(otherThan(codes.pending)),
			),
		);
		expect(answers.filter(({ status }) => status === 403)).toHaveLength(5);
		expect(answers.filter((answer) => String(told(answer)) === String(locked))).toHaveLength(195);
	});

	it("aren't given back by another code", async () => {
		const world = await createWorld();
		const { to, enroll } = await createPhoneUser(world);
		const { body: factor } = await enroll();
		const path = new URL(factor._links.self.href).pathname;
		const activate = (passCode: string) => world.call("POST", `${path}/lifecycle/activate`, { passCode });
		for (let failure = 0; failure < 4; failure++) {
			expect((await activate(otherThan(await lastCode(world, to)))).status).toBe(403);
		}
		world.clock.now += 31_000;
		expect((await world.call("POST", `${path}/resend`)).status).toBe(200);
		expect((await activate(otherThan(await lastCode(world, to)))).status).toBe(403);
		expect(told(await activate(await lastCode(world, to)))).toEqual(locked);
	});
});

describe("a hundred failures", () => {
	it("close a factor however the doors verify and resync take turns", async () => {
		const world = await createWorld();
		const token = await createTokenUser(world);
		expect((await token.verify(token.code())).status).toBe(200);
		const resync = (passCode: string, nextPassCode: string) =>
			world.call("POST", `${token.path}/resync`, { passCode, nextPassCode });
		const pauses: Record<number, number> = { 20: 30 * minute, 50: 240 * minute };
		for (let failures = 0; failures < 100; failures++) {
			world.clock.now += pauses[failures] ?? 1.5 * minute;
			const wrong = token.wrongCode();
			const { status } = await (failures % 2 === 0 ? token.verify(wrong) : resync(wrong, wrong));
			expect(status, `failure ${failures + 1}`).toBe(403);
		}
		const answers = [await token.verify(token.code()), await resync(token.code(), token.code(1))];
		expect(answers.map(told)).toEqual([
			[403, "E0000069"],
			[403, "E0000069"],
		]);
	}, 60_000);
});
