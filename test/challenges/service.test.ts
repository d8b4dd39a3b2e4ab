import { env } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliveryStep } from "../../src/challenges/service";
import { withGuard } from "../../src/guard/client";
import { inboxOf, newNumber } from "../factors/sent-factor";
import { storedText } from "../guard/sent-guard";
import { json, successful } from "../hooks/hooks";
import { createAccount, removeAllProviders } from "../providers/accounts/accounts";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { codeTo, createChallenged, ctxOf, otherThan, register, switchOn } from "./challenged";

const minute = 60_000;
let world: World;

beforeAll(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await removeAllProviders(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail", "ChallengeIM", "ChallengeVoice");
});
afterAll(() => resetDefaults(world));

/** A person who was sent a code. */
async function challenged(type = "ChallengeSMS") {
	const person = await createChallenged(world);
	const to = type === "ChallengeEmail" ? person.login : person.mobile;
	const begun = await person.begin(type);
	const sent = await begun.send();
	expect(sent).toMatchObject({ result: "sent", isResend: false });
	return { ...person, ...begun, to, sent, code: await codeTo(world, to) };
}

const later = (ms: number) => {
	world.clock.now += ms;
};

describe("a code that was sent", () => {
	it("is accepted once, in its own transaction, and then nothing of it is kept", async () => {
		const { code, answer, stored, begin } = await challenged();
		expect(code).toMatch(/^\d{5}$/);
		const other = await begin();
		expect((await other.answer(code)).result).toBe("wrong");
		expect(await stored()).not.toBe("[]");
		expect((await answer(`${code.slice(0, 2)} ${code.slice(2)}`)).result).toBe("accepted");
		expect((await answer(code)).result).toBe("wrong");
		expect(await stored()).toBe("[]");
	});

	it("is no answer to another type of its transaction", async () => {
		const { code, challenge, begin } = await challenged();
		const mail = await begin("ChallengeEmail", { transactionId: challenge.transactionId });
		await mail.send();
		expect((await mail.answer(code)).result).toBe("wrong");
	});

	it("is refused from its expiry on, by the life that its type has", async () => {
		await setProperty(world, ofDefault("challenge.type.enum.ChallengeSMS.otpexpirytimeMs"), "90000");
		const [first, second] = [await challenged(), await challenged()];
		later(89_999);
		expect((await first.answer(first.code)).result).toBe("accepted");
		later(1);
		expect((await second.answer(second.code)).result).toBe("expired");
		await world.call("DELETE", `/api/v1/properties/${ofDefault("challenge.type.enum.ChallengeSMS.otpexpirytimeMs")}`);
	});

	it("is refused after five wrong ones, and so is every other way of the user", async () => {
		const { code, answer, begin } = await challenged();
		for (let failure = 0; failure < 5; failure++) expect((await answer(otherThan(code))).result).toBe("wrong");
		expect((await answer(code)).result).toBe("locked");
		expect(await (await begin("ChallengeEmail")).send()).toMatchObject({
			result: "failed",
			error: { code: "E0000047" },
		});
	});

	it("is accepted once of 200 answers at once", async () => {
		const { code, answer } = await challenged();
		const verdicts = await Promise.all(Array.from({ length: 200 }, () => answer(code)));
		expect(verdicts.filter(({ result }) => result === "accepted")).toHaveLength(1);
	});

	it("is dead for a suspended user", async () => {
		const { code, answer, userId } = await challenged();
		await world.call("POST", `/api/v1/users/${userId}/lifecycle/suspend`);
		await expect(answer(code)).rejects.toMatchObject({ code: "E0000038" });
	});

	it("counts by its type for policies, only when it was judged wrong, and a right one ends that", async () => {
		const { userId, code, answer } = await challenged("ChallengeEmail");
		const failures = () =>
			withGuard(ctxOf(world).ctx, userId, (guard) => guard.policyFailures(minute, world.clock.now));
		expect((await answer("123")).result).toBe("unfit");
		expect(await failures()).toEqual({});
		await answer(otherThan(code));
		expect(await failures()).toEqual({ ChallengeEmail: 1 });
		await answer(code);
		expect(await failures()).toEqual({});
	});

	it("that proves a number counts for no policy", async () => {
		const person = await createChallenged(world);
		const { send, answer } = await person.begin("ChallengeSMS", { purpose: "enrollment" });
		await send();
		await answer(otherThan(await codeTo(world, person.mobile)));
		const { ctx } = ctxOf(world);
		expect(await withGuard(ctx, person.userId, (guard) => guard.policyFailures(minute, world.clock.now))).toEqual({});
	});
});

describe("a code that is sent again", () => {
	it("is the same code, with the same life, three times in all", async () => {
		const { send, answer, sent, code, to } = await challenged();
		for (let resend = 0; resend < 2; resend++) {
			later(40_000);
			expect(await send()).toMatchObject({
				result: "sent",
				isResend: true,
				expiresAt: (sent as { expiresAt: number }).expiresAt,
			});
		}
		later(40_000);
		expect(await send()).toMatchObject({ result: "failed", error: { code: "E0000150" } });
		expect((await inboxOf(world, to)).map((message) => message.code)).toEqual([code, code, code]);
		expect((await answer(code)).result).toBe("accepted");
	});

	it("waits for the cool-down, and a refused send is none of the three", async () => {
		const { send, to } = await challenged();
		for (let tooSoon = 0; tooSoon < 4; tooSoon++) {
			expect(await send()).toMatchObject({ result: "failed", error: { code: "E0000109" } });
		}
		later(40_000);
		expect(await send()).toMatchObject({ result: "sent", isResend: true });
		expect(await inboxOf(world, to)).toHaveLength(2);
	});

	it("of fifty requests at once is one code and one message", async () => {
		const person = await createChallenged(world);
		const { send, answer } = await person.begin();
		const results = await Promise.all(Array.from({ length: 50 }, () => send()));
		expect(results.filter(({ result }) => result === "sent")).toHaveLength(1);
		const messages = await inboxOf(world, person.mobile);
		expect(messages).toHaveLength(1);
		expect((await answer(messages[0]!.code)).result).toBe("accepted");
	});

	it("is a new one in a new transaction", async () => {
		const { begin, code, to } = await challenged();
		later(40_000);
		const other = await begin();
		await other.send();
		const newer = await codeTo(world, to);
		expect((await other.answer(code)).result).toBe(newer === code ? "accepted" : "wrong");
	});

	it("is a new one when the number has changed meanwhile", async () => {
		const person = await createChallenged(world);
		const { send, answer } = await person.begin();
		await send();
		const old = await codeTo(world, person.mobile);
		const moved = newNumber();
		await register(world, person.userId, { mobile: moved });
		expect(await send()).toMatchObject({ result: "sent", isResend: false });
		const fresh = await codeTo(world, moved);
		expect((await answer(fresh)).result).toBe("accepted");
		expect((await answer(old)).result).toBe("wrong");
	});
});

describe("a message that doesn't leave", () => {
	it("is said, counts no failure, and the other types are offered", async () => {
		const refusing = (async () => new Response("no", { status: 400 })) as typeof fetch;
		const failing = await createWorld({ fetch: refusing });
		await createAccount(failing, {
			driver: "webhook",
			config: { url: "https://carrier.example.com/otp" },
			secrets: { signingSecret: `whsec_${btoa("s".repeat(32))}` },
		});
		const person = await createChallenged(failing, { fetch: refusing });
		const { send, answer, stored } = await person.begin();
		const failed = await send();
		expect(failed).toMatchObject({ result: "failed", error: { code: "E0000139" } });
		expect(failed.result === "failed" && failed.others.map(({ type }) => type.key)).toEqual(["ChallengeEmail"]);
		expect(await stored()).toBe("[]");
		const { ctx } = ctxOf(failing);
		expect(await withGuard(ctx, person.userId, (guard) => guard.lockStatus(failing.clock.now))).toMatchObject({
			failures: 0,
		});
		expect((await answer("12345")).result).toBe("wrong");
		await removeAllProviders(failing);
	});

	it("isn't tried for a person without a number", async () => {
		const person = await createChallenged(world, { contacts: { terms: "true" } });
		expect(await (await person.begin()).send()).toMatchObject({ result: "failed", error: { code: "E0000107" } });
	});
});

describe("a waiting page", () => {
	it.each([
		["queued", "wait"],
		["sent", "challenge"],
		["unknown", "challenge"],
		["delivered", "challenge"],
		["undelivered", "error"],
		["failed", "error"],
	])("is told of a message that is %s: %s", async (status, step) => {
		const { challenge, sent } = await challenged();
		const { deliveryId } = sent as { deliveryId: string };
		await env.DB.prepare("UPDATE deliveries SET status = ? WHERE id = ?").bind(status, deliveryId).run();
		expect(await deliveryStep(ctxOf(world).ctx, challenge, deliveryId)).toBe(step);
	});
});

describe("an instant message", () => {
	const slackToken = "xoxb-0123456789-abcdefghijk";

	it.each([
		["slack:U012AB3CD", ["slack.com"], "U012AB3CD"],
		["line:U4af4980629", ["api.line.me"], "U4af4980629"],
		["U5bf5980630", ["api.line.me"], "U5bf5980630"],
		["telegram:123456789", [], ""],
	])("to %s goes by %j", async (im, hosts, name) => {
		const called: { host: string; body: string }[] = [];
		const answering = (async (input: RequestInfo | URL, init?: RequestInit) => {
			const request = new Request(input, init);
			called.push({ host: new URL(request.url).host, body: await request.text() });
			return Response.json({ ok: true, channel: { id: "D1" }, ts: "1.2", sentMessages: [{ id: "1" }] });
		}) as typeof fetch;
		await removeAllProviders(world);
		await createAccount(world, { driver: "line", config: {}, secrets: { channelAccessToken: "abcdefghijklmnop" } });
		await createAccount(world, { driver: "slack", config: {}, secrets: { botToken: slackToken } });
		const person = await createChallenged(world, { contacts: { im }, fetch: answering });
		const sent = await (await person.begin("ChallengeIM")).send();
		expect(sent.result).toBe(hosts.length === 0 ? "failed" : "sent");
		expect([...new Set(called.map(({ host }) => host))]).toEqual(hosts);
		expect(called.map(({ body }) => body).join()).toContain(name);
		await removeAllProviders(world);
	});
});

describe("the text of a message", () => {
	it("is the type's own, in the reader's language", async () => {
		const own = "ShopChallengeText";
		const property = (name: string) => ofDefault(`challenge.type.enum.${own}.${name}`);
		await setProperty(world, property("processor"), "com.bharosa.uio.processor.challenge.ChallengeSMSProcessor");
		await setProperty(world, property("available"), "true");
		await setProperty(world, property("requiredInfo"), "mobile");
		await setProperty(world, ofDefault(`${own}.message.body`), "Shop: {0}");
		await setProperty(world, ofDefault(`${own}.message.body`), "店舗: {0}", "ja");
		const texts: string[] = [];
		for (const acceptLanguage of ["en", "ja"]) {
			const person = await createChallenged(world);
			await (await person.begin(own)).send({ acceptLanguage });
			const [message] = await inboxOf(world, person.mobile);
			texts.push(message!.text.replace(message!.code, "CODE"));
		}
		expect(texts).toEqual(["Shop: CODE", "店舗: CODE"]);
	});
});

describe("the code itself", () => {
	it("stands sealed in the transaction's object, and nowhere else", async () => {
		await setProperty(world, ofDefault("otp.generate.code.length"), "16");
		await setProperty(world, ofDefault("otp.generate.code.characters"), "ABCDEFGHJKLMNPQRSTUVWXYZ");
		const { code, userId, stored, answer } = await challenged();
		expect(code).toMatch(/^[A-Z]{16}$/);
		await answer(otherThan(code).toLowerCase());
		await world.shipLog(userId);
		const guard = await storedText(env.GUARD.get(env.GUARD.idFromName(userId)));
		const tables = (
			await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{ name: string }>()
		).results
			.map(({ name }) => name)
			.filter((name) => !/^(_cf|sqlite|inbox_messages|d1_)/.test(name));
		const rows = await Promise.all(tables.map((name) => env.DB.prepare(`SELECT * FROM "${name}"`).all()));
		const all = JSON.stringify([await stored(), guard, rows.map(({ results }) => results)]);
		expect(all).not.toContain(code);
		expect(all).not.toContain(code.toLowerCase());
		expect((await answer(code.toLowerCase())).result).toBe("accepted");
		await world.call("DELETE", `/api/v1/properties/${ofDefault("otp.generate.code.length")}`);
		await world.call("DELETE", `/api/v1/properties/${ofDefault("otp.generate.code.characters")}`);
	});

	it("is in no row for a later provider", async () => {
		await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 10 });
		const taking = (async () => json(successful)) as typeof fetch;
		const secrets = { signingSecret: `whsec_${btoa("s".repeat(32))}` };
		for (const name of ["a", "b"]) {
			const config = { url: `https://${name}.example.com/otp` };
			await createAccount(world, { driver: "webhook", config, secrets });
		}
		const person = await createChallenged(world, { fetch: taking });
		const sent = await (await person.begin()).send();
		const row = await env.DB.prepare("SELECT * FROM deliveries WHERE id = ?")
			.bind((sent as { deliveryId: string }).deliveryId)
			.first();
		expect(row).toMatchObject({ message_sealed: null, factor_id: null, user_id: person.userId });
		await removeAllProviders(world);
	});
});
