// What is told in each language, by e-mail and by SMS, in the inbox, at a real mail server and at a real operator.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OwnFacts } from "../../src/log/write";
import { segmentSms } from "../../src/phone/segments";
import { noticeKinds } from "../../src/settings/catalogue/notices";
import { ownText } from "../../src/settings/words";
import { newNumber } from "../factors/sent-factor";
import { eventsAbout, removeAllProviders } from "../providers/accounts/accounts";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createWorld, unique, type World } from "../support/world";
import { useServers } from "./servers";
import { createOwner, forgetNotices, noticesTo, tellNow } from "./told";

let world: World;
beforeAll(async () => {
	world = await createWorld();
	await removeAllProviders(world);
	await resetDefaults(world);
});
beforeEach(forgetNotices);
afterAll(async () => {
	await removeAllProviders(world);
	await resetDefaults(world);
});

const limit = (failures: number): Partial<OwnFacts> => ({
	outcome: { result: "DENY" },
	debugData: {
		operationRateLimitType: "authenticator_failures_in_a_row",
		operationRateLimitThreshold: String(failures),
	},
});

type Case = [kind: string, type: string, facts: Partial<OwnFacts>, en: string, ja: string];
const told: Case[] = [
	["factorAdded", "user.mfa.factor.activate", {}, "was added to your account", "追加されました"],
	[
		"factorChanged",
		"user.mfa.factor.update",
		{ outcome: { result: "SUCCESS", reason: "MOVED" } },
		"token of your account was changed",
		"トークンが変更されました",
	],
	["factorRemoved", "user.mfa.factor.deactivate", {}, "was removed from your account", "削除されました"],
	["factorsReset", "user.mfa.factor.reset_all", {}, "All ways to sign in", "すべての認証手段"],
	["contactReset", "user.contact.reset", {}, "that you had registered were removed", "登録済みの電話番号"],
	["questionsChanged", "user.security_question.update", {}, "New answers", "答えが新しく"],
	["questionsReset", "user.security_question.reset", {}, "questions of your account were removed", "質問が削除"],
	["phraseChanged", "user.security_phrase.update", {}, "phrase of your account", "合言葉が変更"],
	["phraseChanged", "user.security_phrase.reset", {}, "phrase of your account", "合言葉が変更"],
	["recoveryCodesMade", "user.recovery_code.generate", {}, "New recovery codes", "リカバリーコードが発行"],
	["accountReset", "user.account.reset", {}, "All that you had registered", "すべて削除"],
	["devicesRemoved", "device.user.remove", {}, "no longer registered", "登録が解除"],
	["temporaryAllow", "user.temporary_allow.grant", {}, "limited time", "一定の期間"],
	["helpDeskCode", "user.helpdesk_code.issue", {}, "made a code for your account", "ヘルプデスク"],
	["locked20", "system.operation.rate_limit.violation", limit(20), "30 minutes", "30 分間"],
	["locked50", "system.operation.rate_limit.violation", limit(50), "4 hours", "4 時間"],
	[
		"locked100",
		"user.account.lock",
		{ outcome: { result: "FAILURE", reason: "LOCKED_OUT" } },
		"An administrator has to unlock it",
		"管理者だけ",
	],
];

describe.each(["en", "ja"] as const)("in %s", (locale) => {
	it.each(told)("%s is told for %s, by e-mail and by SMS", async (kind, type, facts, en, ja) => {
		const number = newNumber();
		const reader = await createOwner(world, { locale });
		const other = await createOwner(world, { locale, hasEmail: false, contacts: { mobile: number } });
		for (const { happen } of [reader, other]) await happen(type, facts);
		await tellNow(world);
		const [mail, ...more] = await noticesTo(world, reader.email);
		const [sms] = await noticesTo(world, number);
		expect(more).toEqual([]);
		const words = locale === "en" ? en : ja;
		expect(mail).toEqual({
			subject: locale === "en" ? "Security notice of Tessera" : "Tessera セキュリティに関するお知らせ",
			text: expect.stringContaining(words),
		});
		expect(mail?.text).toContain(new Date(world.clock.now).toISOString().slice(0, 16).replace("T", " "));
		expect(sms).toEqual({ subject: null, text: expect.stringContaining(words) });
		expect(segmentSms(sms!.text).segments.length).toBeLessThanOrEqual(2);
		for (const { text } of [mail!, sms!]) {
			expect(text).not.toMatch(/[{}]|https?:|\bwww\.|\d{5}/);
			expect(/\p{scx=Hira}/u.test(text)).toBe(locale === "ja");
		}
		expect((await eventsAbout(world, reader.id)).text).toContain(`\\"notice\\":\\"${kind}\\"`);
	});

	it("comes of every kind to a mail server and to an operator, once", async () => {
		const servers = await useServers(world);
		const number = newNumber();
		const reader = await createOwner(world, { locale });
		const other = await createOwner(world, { locale, hasEmail: false, contacts: { mobile: number } });
		for (const { id, happen, change } of [reader, other]) {
			for (const [, type, facts] of told) await happen(type, facts);
			const codeList = { id: "urc00000000000000000", type: "RecoveryCodes" };
			await happen("user.authentication.auth_via_mfa", { target: [{ id, type: "User" }, codeList] });
			await change({ secondEmail: `${unique("second")}@example.com` });
		}
		await tellNow(world);
		const mails = await servers.mailsTo(reader.email);
		const texts = mails.map(({ text }) => text).join("\n");
		const sms = await servers.smsTo(number);
		for (const kind of noticeKinds) {
			const sentence = ownText(`notice.${kind}`, [locale])!.value;
			expect(
				[texts, sms].map((all) => all.split(sentence).length - 1),
				kind,
			).toEqual([1, 1]);
		}
		expect(mails).toHaveLength(noticeKinds.length);
		expect(new Set(mails.map(({ subject }) => subject))).toEqual(
			new Set([locale === "en" ? "Security notice of Tessera" : "Tessera セキュリティに関するお知らせ"]),
		);
		await removeAllProviders(world);
	});
});

it("every kind is among them, or has a test of its own", () => {
	const elsewhere = ["contactChanged", "recoveryCodeUsed"];
	const here = told.map(([kind]) => kind);
	expect(noticeKinds.filter((kind) => !here.includes(kind)).sort()).toEqual(elsewhere.sort());
});

it.each<[string, string, Partial<OwnFacts>]>([
	[
		"a factor whose enrolment began",
		"user.mfa.factor.update",
		{ outcome: { result: "SUCCESS", reason: "ENROLLMENT_STARTED" } },
	],
	[
		"a token that was resynchronized",
		"user.mfa.factor.update",
		{ outcome: { result: "SUCCESS", reason: "RESYNCHRONIZED" } },
	],
	["an activation that failed", "user.mfa.factor.activate", { outcome: { result: "FAILURE" } }],
	["a sign-in by a code", "user.authentication.auth_via_mfa", {}],
	["five wrong codes in five minutes", "system.operation.rate_limit.violation", { outcome: { result: "DENY" } }],
	["a name that changed", "user.account.update_profile", {}],
	["terms that were accepted", "user.contact.register", { debugData: { field: "terms" } }],
	["a declined registration", "user.contact.opt_out", {}],
	["a message with a code", "system.sms.send_factor_verify_message", {}],
])("nobody is told of %s", async (_, type, facts) => {
	const { happen, email } = await createOwner(world);
	await happen(type, facts);
	await tellNow(world);
	expect(await noticesTo(world, email)).toEqual([]);
});

it("a customer's own words and senders are taken", async () => {
	await setProperty(world, ofDefault("notice.factorAdded"), "Etwas ist neu bei {1}.", "de");
	await setProperty(world, ofDefault("notice.subject"), "Hinweis von {1}", "de");
	await setProperty(world, ofDefault("notice.text"), "{3} ({4})", "de");
	const { happen, email } = await createOwner(world, { locale: "de-CH" });
	await happen("user.mfa.factor.activate");
	await tellNow(world);
	expect(await noticesTo(world, email)).toEqual([
		{ subject: "Hinweis von Tessera", text: expect.stringMatching(/^Etwas ist neu bei Tessera\. \(.+ UTC\)$/) },
	]);
});

it("a name of the organization that looks like a placeholder stays as it is", async () => {
	const named = await createWorld({ bindings: { ...world.ctx.env.bindings, ORGANIZATION_NAME: "A {3} & B" } });
	const { happen, email } = await createOwner(named);
	await happen("user.mfa.factor.activate");
	await tellNow(named);
	expect((await noticesTo(named, email))[0]?.subject).toBe("Security notice of A {3} & B");
});
