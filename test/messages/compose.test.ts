import { describe, expect, it } from "vitest";
import type { Ctx } from "../../src/context";
import { languages } from "../../src/languages";
import { composeMessage, composeText, type TextRequest } from "../../src/messages/compose";
import { type Channel, channels, purposes } from "../../src/messages/message";
import { speakCode } from "../../src/messages/speech";
import { segmentSms } from "../../src/phone/segments";
import { request } from "../delivery/sends";
import { countReads } from "../support/counted-reads";
import { createWorld, type World } from "../support/world";
import finishedTexts from "./finished-texts.json";

interface Wanted extends Partial<TextRequest> {
	userLocale?: string | undefined;
	lifetimeSeconds?: number;
	originHost?: string;
}

/** The text of a request. By default its code lives for five minutes. */
const compose = (ctx: Ctx, { userLocale, lifetimeSeconds = 300, originHost, ...fields }: Wanted = {}) =>
	composeText(
		ctx,
		{
			channel: "SMS",
			purpose: "verification",
			code: "123456",
			expiresAt: ctx.now() + lifetimeSeconds * 1000,
			acceptLanguage: null,
			user: { id: "00u1", login: "ada@example.com", firstName: null, lastName: null, locale: userLocale ?? null },
			...fields,
		},
		originHost,
	);

const defaultText = `Default \${code}`;

async function createTemplate(world: World, fields: Record<string, unknown> = {}): Promise<string> {
	const input = { name: "Custom", template: defaultText, ...fields };
	return (await world.call("POST", "/api/v1/templates/sms", input)).body.id;
}

describe("the built-in texts", () => {
	const cases = channels.flatMap((channel) =>
		purposes.flatMap((purpose) => languages.map((locale) => [channel, purpose, locale] as const)),
	);

	it.each(cases)(
		"for %s and %s in %s hold the code and the sender, and no placeholder",
		async (channel, purpose, locale) => {
			const { ctx } = await createWorld();
			const composed = await compose(ctx, { channel, purpose, userLocale: locale });
			const code = channel === "CALL" ? speakCode("123456", locale) : "123456";
			expect(composed.locale).toBe(locale);
			expect(composed.text.split(code)).toHaveLength(2);
			expect(composed.text).toContain("Tessera");
			expect(`${composed.subject}${composed.text}`).not.toMatch(/\$\{|undefined|\[object/);
			expect(/[ぁ-ん]/.test(composed.text)).toBe(locale === "ja");
			if (channel === "SMS") expect(segmentSms(composed.text).segments).toHaveLength(1);
			if (channel !== "EMAIL") expect(composed.subject).toBeNull();
			else {
				expect(composed.subject).toContain("Tessera");
				expect(composed.subject).not.toContain("123456");
				expect(composed.text).toMatch(/\b5 /);
			}
		},
	);

	it("are letter for letter what finished-texts.json shows", async () => {
		const { ctx } = await createWorld();
		const sender = { ...ctx, env: { ...ctx.env, organizationName: "O'Neill & Co" } };
		const texts: Record<string, string | string[]> = {};
		for (const [channel, purpose, userLocale] of cases) {
			const { subject, text } = await compose(sender, { channel, purpose, userLocale, code: "048213" });
			texts[`${userLocale} ${channel} ${purpose}`] =
				subject === null ? text : [`Subject: ${subject}`, ...text.split("\n")];
		}
		expect(texts).toEqual(finishedTexts);
	});

	it("all differ", async () => {
		const { ctx } = await createWorld();
		const texts = await Promise.all(
			cases.map(([channel, purpose, userLocale]) => compose(ctx, { channel, purpose, userLocale })),
		);
		expect(new Set(texts.map(({ text }) => text)).size).toBe(cases.length);
	});

	it("are English for a language without texts", async () => {
		const { ctx } = await createWorld();
		expect((await compose(ctx, { acceptLanguage: "fr", userLocale: "de" })).locale).toBe("en");
		expect((await compose(ctx)).locale).toBe("en");
	});

	it.each([
		["ja-JP", "ja"],
		["jpn", "ja"],
		["fr, ja-JP-u-ca-japanese;q=0.5", "ja"],
		["en-NZ, ja", "en"],
	])("are for %s in %s", async (acceptLanguage, locale) => {
		const { ctx } = await createWorld();
		expect((await compose(ctx, { acceptLanguage })).locale).toBe(locale);
	});

	it("leave a sender's name as it is, even when it looks like a placeholder", async () => {
		const { ctx } = await createWorld();
		const sender = { ...ctx, env: { ...ctx.env, organizationName: "{0} ''{2}''" } };
		expect((await compose(sender)).text).toBe("{0} ''{2}'': 123456 is your verification code. Don't share it.");
	});

	it("never promise less than a minute", async () => {
		const { ctx } = await createWorld();
		const { text } = await compose(ctx, { channel: "EMAIL", lifetimeSeconds: 20 });
		expect(text).toContain("next 1 min");
	});
});

describe("the choice of a text", () => {
	const translations = { ja: `日本語 \${code}`, es: `Español \${code}` };
	it.each([
		["es;q=0.9,en;q=0.1", "ja_JP", "Español 123456", "es"],
		["fr", "ja_JP", "日本語 123456", "ja"],
		["fr", "de", "Default 123456", "en"],
		[null, undefined, "Default 123456", "en"],
		["en-US,en;q=0.9,es;q=0.8", "ja_JP", "Default 123456", "en"],
		["en-GB;q=0.5, es-MX", undefined, "Español 123456", "es"],
		["jpn", undefined, "日本語 123456", "ja"],
	])("follows Accept-Language %s and the locale %s", async (acceptLanguage, userLocale, text, locale) => {
		const world = await createWorld();
		const templateId = await createTemplate(world, { translations });
		const composed = await compose(world.ctx, { templateId, acceptLanguage, userLocale });
		expect(composed).toMatchObject({ text, locale });
	});

	it.each([
		["de", "en-US,de;q=0.9,es;q=0.8", undefined, "Default 123456", "de"],
		["de-CH", "fr", "de_AT", "Default 123456", "de-CH"],
		["pt-BR", "pt", undefined, "Default 123456", "pt-BR"],
		["es", "es", undefined, "Español 123456", "es"],
		["zh-TW", "zh-CN,ja;q=0.1", undefined, "日本語 123456", "ja"],
		["iw", "he-IL", undefined, "Default 123456", "he"],
		["de", "fr", undefined, "Default 123456", "de"],
	])(
		"lets a text in %s compete for %s and the locale %s",
		async (language, acceptLanguage, userLocale, text, locale) => {
			const world = await createWorld();
			const templateId = await createTemplate(world, { language, translations });
			const composed = await compose(world.ctx, { templateId, acceptLanguage, userLocale });
			expect(composed).toMatchObject({ text, locale });
		},
	);

	it("falls to the built-in text for a template that doesn't exist", async () => {
		const { ctx } = await createWorld();
		const builtIn = await compose(ctx);
		for (const templateId of ["cst00000000000000000", "nonsense", "", "__proto__"]) {
			expect(await compose(ctx, { templateId })).toEqual(builtIn);
		}
	});

	it("takes a template for SMS only", async () => {
		const world = await createWorld();
		const templateId = await createTemplate(world);
		for (const channel of ["CALL", "EMAIL", "IM"] satisfies Channel[]) {
			expect((await compose(world.ctx, { templateId, channel })).text).not.toContain("Default");
		}
	});

	it("fills placeholders once: a name that looks like a placeholder stays a name", async () => {
		const world = await createWorld();
		const templateId = await createTemplate(world, { template: `\${org.name}|\${code}|\${code}` });
		const env = { ...world.ctx.env, organizationName: `\${code} $& $1` };
		const { text } = await compose({ ...world.ctx, env }, { templateId });
		expect(text).toBe(`\${code} $& $1|123456|123456`);
	});
});

describe("remembered templates", () => {
	it("are read from D1 once in 30 seconds, and so are unknown ids", async () => {
		const world = await createWorld();
		const { ctx, reads } = countReads(world.ctx);
		const templateId = await createTemplate(world);
		for (let i = 0; i < 5; i++) await compose(ctx, { templateId });
		expect(reads()).toBe(1);
		for (let i = 0; i < 5; i++) await compose(ctx, { templateId: "cst00000000000000001" });
		expect(reads()).toBe(2);
		await compose(ctx, { templateId: "not an id" });
		await compose(ctx);
		expect(reads()).toBe(2);
		world.clock.now += 30_000;
		await compose(ctx, { templateId });
		expect(reads()).toBe(3);
	});

	it("follow a change of this isolate at once, and another isolate's within 30 seconds", async () => {
		const world = await createWorld();
		const templateId = await createTemplate(world);
		const text = async () => (await compose(world.ctx, { templateId })).text;
		expect(await text()).toBe("Default 123456");
		await world.call("POST", `/api/v1/templates/sms/${templateId}`, { template: `Changed \${code}` });
		expect(await text()).toBe("Changed 123456");
		const { DB } = world.ctx.env.bindings;
		await DB.prepare("UPDATE sms_templates SET template = ? WHERE id = ?").bind(`Elsewhere \${code}`, templateId).run();
		world.clock.now += 29_999;
		expect(await text()).toBe("Changed 123456");
		world.clock.now += 1;
		expect(await text()).toBe("Elsewhere 123456");
		await world.call("DELETE", `/api/v1/templates/sms/${templateId}`);
		expect(await text()).not.toContain("Elsewhere");
	});
});

describe("the origin-bound last line", () => {
	const line = "\n@otp.example.com #123456";

	it("has the form that browsers look for", async () => {
		const { ctx } = await createWorld();
		const { text } = await compose(ctx, { originHost: "otp.example.com" });
		expect(text).toMatch(/[^\n]\n@otp\.example\.com #123456$/);
	});

	it("fits every built-in text in every language", async () => {
		const { ctx } = await createWorld();
		for (const purpose of purposes) {
			for (const userLocale of languages) {
				const { text } = await compose(ctx, { purpose, userLocale, originHost: "otp.example.com" });
				expect([purpose, userLocale, text.endsWith(line)]).toEqual([purpose, userLocale, true]);
				expect(segmentSms(text).segments).toHaveLength(1);
			}
		}
	});

	it("is left out when it would cost one more segment", async () => {
		const world = await createWorld();
		const textOf = (length: number) => `\${code}${"x".repeat(length - 6)}`;
		for (const [length, isBound] of [
			[160 - line.length, true],
			[161 - line.length, false],
		] as const) {
			const templateId = await createTemplate(world, { template: textOf(length) });
			const { text } = await compose(world.ctx, { templateId, originHost: "otp.example.com" });
			expect(text.endsWith(line)).toBe(isBound);
			expect(segmentSms(text).segments).toHaveLength(1);
		}
	});

	it("is in SMS only", async () => {
		const { ctx } = await createWorld();
		for (const channel of ["CALL", "EMAIL", "IM"] satisfies Channel[]) {
			const { text } = await compose(ctx, { channel, originHost: "otp.example.com" });
			expect(text).not.toContain("@otp.example.com");
		}
	});
});

describe("a finished text", () => {
	const finish = async (channel: Channel, presetText: { text: string; locale: string; subject?: string }) => {
		const world = await createWorld();
		const { ctx } = world;
		const sent = { ...request("US"), expiresAt: ctx.now() + 300_000, channel, presetText };
		return composeMessage(ctx, sent, null);
	};
	const text = { text: "Der Code: 012345", locale: "de" };

	it("goes out as it is, and a mail with the subject that came with it", async () => {
		expect(await finish("SMS", text)).toMatchObject({ ...text, subject: null });
		expect(await finish("CALL", text)).toMatchObject({ ...text, subject: null });
		expect(await finish("EMAIL", { ...text, subject: "Ihr Code" })).toMatchObject({ ...text, subject: "Ihr Code" });
	});

	it("gets our subject where a mail brings none", async () => {
		const mail = await finish("EMAIL", text);
		expect(mail).toMatchObject(text);
		expect(mail.subject).toContain("Tessera");
	});
});
