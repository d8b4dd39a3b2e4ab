import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { makeRecoveryCodes } from "../../../src/challenges/owned/recovery-codes";
import { findRecoveryCodes } from "../../../src/challenges/owned/recovery-lists";
import { getUser } from "../../../src/users/service";
import { resetAll } from "../../care/care";
import { storedText } from "../../guard/sent-guard";
import { eventsAbout, removeAllProviders } from "../../providers/accounts/accounts";
import { createUser } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { answererFor, ctxOf } from "../challenged";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await removeAllProviders(world);
});

async function person(profile: Record<string, unknown> = {}) {
	const { ctx } = ctxOf(world);
	const user = await getUser(ctx, (await createUser(world, profile)).id);
	const make = async () => {
		const codes = await makeRecoveryCodes(ctx, user);
		const { id } = (await findRecoveryCodes(ctx, user.id))!;
		return { codes, id, answer: await answererFor(world, user.id, "ChallengeRecoveryCode", id) };
	};
	return { ctx, user, make, left: async () => (await findRecoveryCodes(ctx, user.id))?.left ?? null };
}

describe("recovery codes", () => {
	it("are ten of fifty bits, each accepted once", async () => {
		const { make, left } = await person();
		const { codes, answer } = await make();
		expect(new Set(codes).size).toBe(10);
		for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/);
		for (const [used, code] of codes.entries()) {
			expect(await left()).toBe(10 - used);
			expect((await answer(code)).result).toBe("accepted");
		}
		expect(await left()).toBe(0);
		expect((await answer(codes[3]!)).result).toBe("replayed");
	});

	it("are shown once: D1, guard and log have none of them", async () => {
		const { user, make } = await person();
		const { codes, answer } = await make();
		await answer(codes[0]!);
		await world.shipLog(user.id);
		const { results } = await env.DB.prepare("SELECT * FROM recovery_code_lists").all();
		const guard = await storedText(env.GUARD.get(env.GUARD.idFromName(user.id)));
		const { text, types } = await eventsAbout(world, user.id);
		expect(types).toContain("user.recovery_code.generate");
		const all = JSON.stringify([results, guard, text]);
		for (const code of codes.flatMap((one) => [one, one.replace("-", "")])) expect(all).not.toContain(code);
	});

	it("end with a new list, and with a reset", async () => {
		const { ctx, user, make, left } = await person();
		const first = await make();
		expect((await first.answer(first.codes[0]!)).result).toBe("accepted");
		const second = await make();
		expect(await left()).toBe(10);
		await expect(first.answer(first.codes[1]!)).rejects.toMatchObject({ code: "E0000007" });
		expect((await second.answer(first.codes[1]!)).result).toBe("wrong");
		await resetAll(ctx, user);
		expect(await left()).toBeNull();
		await expect(second.answer(second.codes[0]!)).rejects.toMatchObject({ code: "E0000007" });
		expect((await eventsAbout(world, user.id)).types).toContain("user.account.reset");
	});

	it("count wrong ones as failures of the user", async () => {
		const { make } = await person();
		const { codes, answer } = await make();
		const wrong = await Promise.all(Array.from({ length: 30 }, () => answer("aaaaa-aaaaa")));
		expect(wrong.filter(({ result }) => result === "wrong")).toHaveLength(5);
		expect((await answer(codes[0]!)).result).toBe("locked");
	});
});
