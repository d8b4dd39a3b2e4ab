// Hooks are switched while messages are on their way: no message is lost, and none is sent twice.
import { expect, it } from "vitest";
import { createActiveUser, inboxOf } from "../factors/sent-factor";
import { createHook } from "../hooks/hooks";
import { carrierUrl, takenBy } from "../support/carriers";
import { createWorld, unique } from "../support/world";

const messages = 100;
const lanes = 8;

it("each of 100 messages arrives once while one hook is switched off and another one on", async () => {
	const world = await createWorld();
	const [nameA, nameB] = [unique("a"), unique("b")];
	const change = async (path: string) => expect((await world.call("POST", path)).status).toBe(200);
	const hookB = await createHook(world, { uri: carrierUrl(nameB, "ok") });
	const hookA = await createHook(world, { uri: carrierUrl(nameA, "ok") });

	const people: Awaited<ReturnType<typeof createActiveUser>>[] = [];
	for (let index = 0; index < messages; index++) people.push(await createActiveUser(world));

	let answered = 0;
	const waiting = [...people];
	let changes = 0;
	const until = async (isReached: () => boolean) => {
		while (!isReached()) await new Promise((resolve) => setTimeout(resolve, 1));
	};
	const lane = async () => {
		for (let person = waiting.pop(); person; person = waiting.pop()) {
			// More than a tenth of the messages comes after each change, however long the change takes.
			if (waiting.length < messages * 0.55) await until(() => changes > 0);
			if (waiting.length < messages * 0.2) await until(() => changes > 1);
			const answer = await person.challenge();
			expect([answer.status, answer.body.errorCode]).toEqual([200, undefined]);
			answered += 1;
		}
	};
	const switchOver = async () => {
		await until(() => answered >= messages * 0.3);
		await change(`${hookA.path}/lifecycle/deactivate`);
		changes += 1;
		// For a while no hook is active, so that the default route gets its share.
		await until(() => answered >= messages * 0.6);
		await change(`${hookB.path}/lifecycle/activate`);
		changes += 1;
	};
	await Promise.all([switchOver(), ...Array.from({ length: lanes }, lane)]);

	const [byA, byB] = [await takenBy(nameA), await takenBy(nameB)];
	const arrived = new Map<string, string[]>();
	const note = (to: string, code: string) => arrived.set(to, [...(arrived.get(to) ?? []), code]);
	for (const { phoneNumber, otpCode } of [...byA, ...byB]) note(phoneNumber, otpCode);
	let byRoute = 0;
	for (const { to } of people) {
		for (const { code } of await inboxOf(world, to)) {
			byRoute += 1;
			note(to, code);
		}
	}
	expect(people.map(({ to }) => arrived.get(to)?.length)).toEqual(people.map(() => 1));
	expect(byA.length + byB.length + byRoute).toBe(messages);
	expect(Math.min(byA.length, byB.length, byRoute)).toBeGreaterThan(messages / 10);
	for (const { to, verify } of people) expect((await verify(arrived.get(to)![0]!)).body.factorResult).toBe("SUCCESS");
}, 60_000);
