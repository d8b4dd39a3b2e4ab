import { beforeEach, describe, expect, it } from "vitest";
import { proveField, sendProof } from "../../src/registration/proof";
import { ctxOf, keeperOf, options } from "../challenges/challenged";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { removeAllProviders } from "../providers/accounts/accounts";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, unique, type World } from "../support/world";
import { createRegistrant, switchOn, switchRegistrationOn } from "./registrants";

let world: World;
let person: Awaited<ReturnType<typeof createRegistrant>>;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await removeAllProviders(world);
	await switchRegistrationOn(world);
	person = await createRegistrant(world);
});

const nothing = { code: "E0000001", causes: [{ reason: "contact-unknown" }] };

/** A transaction in which a field is proven. Each call is a request of its own. */
function begin(fieldKey = "mobile", transactionId = unique("transaction")) {
	const { keeper } = keeperOf(transactionId);
	const proof = { transactionId, fieldKey };
	return {
		send: () => sendProof(ctxOf(world).ctx, keeper, person.registrant, proof, options),
		answer: async (code: string) => (await proveField(ctxOf(world).ctx, keeper, person.registrant, proof, code)).result,
	};
}

const codeAt = async (to: string) => (await inboxOf(world, to)).at(-1)!.code!;

describe("a proof", () => {
	it("goes to the number that waits, and makes it count", async () => {
		const to = newNumber();
		await person.fillIn({ mobile: to, terms: "true" });
		const { send, answer } = begin();
		expect(await send()).toMatchObject({ isResend: false });
		const code = await codeAt(to);
		expect(await answer("zzzzz")).not.toBe("accepted");
		expect(await person.proven()).toEqual({ terms: "true" });
		expect(await answer(code)).toBe("accepted");
		expect(await person.proven()).toEqual({ terms: "true", mobile: to });
		await expect(answer(code)).rejects.toMatchObject(nothing);
	});

	it("of one number proves no other that is typed meanwhile", async () => {
		const [to, other] = [newNumber(), newNumber()];
		await person.fillIn({ mobile: to, terms: "true" });
		const { send, answer } = begin();
		await send();
		const code = await codeAt(to);
		await person.fillIn({ mobile: other });
		expect(await answer(code)).not.toBe("accepted");
		expect(await person.proven()).toEqual({ terms: "true" });
		await send();
		expect(await answer(await codeAt(other))).toBe("accepted");
		expect(await person.proven()).toMatchObject({ mobile: other });
	});

	it("counts in its own transaction only", async () => {
		const to = newNumber();
		await person.fillIn({ mobile: to, terms: "true" });
		await begin().send();
		expect(await begin().answer(await codeAt(to))).not.toBe("accepted");
		expect(await person.proven()).toEqual({ terms: "true" });
	});

	it("is one success of fifty answers at once", async () => {
		const to = newNumber();
		await person.fillIn({ mobile: to, terms: "true" });
		const { send, answer } = begin();
		await send();
		const code = await codeAt(to);
		const settled = await Promise.allSettled(Array.from({ length: 50 }, () => answer(code)));
		const accepted = settled.filter((one) => one.status === "fulfilled" && one.value === "accepted");
		expect(accepted).toHaveLength(1);
		expect(await person.proven()).toMatchObject({ mobile: to });
	});

	it("goes by the type that brings codes to the field", async () => {
		await switchOn(world, "challenge.type.enum.ChallengeEmail.available");
		const to = `${unique("ana")}@example.com`;
		await person.fillIn({ mobile: newNumber(), terms: "true", email: to });
		const { send, answer } = begin("email");
		await send();
		expect(await answer(await codeAt(to))).toBe("accepted");
		expect(await person.proven()).toMatchObject({ email: to });
	});

	it("isn't sent where nothing waits, or no type is on", async () => {
		await expect(begin().send()).rejects.toMatchObject(nothing);
		await person.register("mobile", newNumber(), true);
		await expect(begin().send()).rejects.toMatchObject(nothing);
		await person.register("mobile", newNumber());
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.available"), "false");
		await expect(begin().send()).rejects.toMatchObject(nothing);
	});
});
