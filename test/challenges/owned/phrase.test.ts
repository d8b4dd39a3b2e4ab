import { env } from "cloudflare:test";
import { beforeAll, describe, expect, it } from "vitest";
import { drawPhrase, findPhrase, setPhrase } from "../../../src/challenges/owned/phrase";
import { getUser } from "../../../src/users/service";
import { resetPhrase } from "../../care/care";
import { eventsAbout } from "../../providers/accounts/accounts";
import { createUser } from "../../support/otp-tokens";
import { createWorld, type World } from "../../support/world";
import { ctxOf } from "../challenged";

let world: World;
beforeAll(async () => {
	world = await createWorld();
});

async function person() {
	const { ctx } = ctxOf(world);
	return { ctx, user: await getUser(ctx, (await createUser(world)).id) };
}

describe("a phrase", () => {
	it.each([
		[["en"], /^[a-z]+ [a-z]+$/],
		[["ja-JP"], /^[\p{scx=Hira}\p{scx=Kana}\p{scx=Han}]+$/u],
		[["fr"], /^[a-z]+ [a-z]+$/],
	])("is drawn in the best language of %j, and is hardly ever the same", (wanted, form) => {
		const drawn = Array.from({ length: 60 }, () => drawPhrase(wanted));
		for (const phrase of drawn) expect(phrase).toMatch(form);
		expect(new Set(drawn).size).toBeGreaterThan(40);
	});

	it("is kept sealed, changed, and removed", async () => {
		const { ctx, user } = await person();
		expect(await findPhrase(ctx, user.id)).toBeNull();
		await setPhrase(ctx, user, "  静かな灯台 ");
		expect(await findPhrase(ctx, user.id)).toBe("静かな灯台");
		await setPhrase(ctx, user, "sleepy otter");
		expect(await findPhrase(ctx, user.id)).toBe("sleepy otter");
		const { results } = await env.DB.prepare("SELECT * FROM security_phrases").all();
		const { types, text } = await eventsAbout(world, user.id);
		for (const kept of [JSON.stringify(results), text]) expect(kept).not.toContain("otter");
		await resetPhrase(ctx, user);
		expect(await findPhrase(ctx, user.id)).toBeNull();
		await expect(resetPhrase(ctx, user)).rejects.toMatchObject({ code: "E0000107" });
		expect(types.filter((type) => type === "user.security_phrase.update")).toHaveLength(2);
		const resets = (await eventsAbout(world, user.id)).types.filter((type) => type === "user.security_phrase.reset");
		expect(resets).toHaveLength(1);
	});

	it("opens for its own user alone", async () => {
		const [one, other] = [await person(), await person()];
		await setPhrase(one.ctx, one.user, "calm river");
		await env.DB.prepare(
			"INSERT INTO security_phrases SELECT ?, phrase_sealed, 0 FROM security_phrases WHERE user_id = ?",
		)
			.bind(other.user.id, one.user.id)
			.run();
		await expect(findPhrase(other.ctx, other.user.id)).rejects.toThrow();
	});

	it.each([
		["", "missing"],
		["   ", "missing"],
		["x".repeat(61), "too-long"],
		["two\nlines", "control-characters"],
		["\u202edlog", "control-characters"],
	])("is refused when it is %j", async (phrase, reason) => {
		const { ctx, user } = await person();
		await expect(setPhrase(ctx, user, phrase)).rejects.toMatchObject({ causes: [{ field: "phrase", reason }] });
	});
});
