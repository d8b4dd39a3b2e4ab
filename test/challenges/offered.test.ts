import { env } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { readPerson } from "../../src/challenges/person";
import { offeredChallenges } from "../../src/challenges/service";
import { optIn, optOut } from "../../src/contacts/choices";
import { contactSettings } from "../../src/contacts/fields";
import { registerContact } from "../../src/contacts/register";
import { rememberedSnapshot } from "../../src/settings/snapshot";
import { getUser } from "../../src/users/service";
import { newNumber } from "../factors/sent-factor";
import { createHook, freeTheActivePlace } from "../hooks/hooks";
import { createGroup, createPolicy } from "../policies/enrollment/policies";
import { createAccount, emailAccount, production, removeAllProviders } from "../providers/accounts/accounts";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { createAuthenticator, createUser, enrollment, newSecret } from "../support/otp-tokens";
import { createWorld, type World } from "../support/world";
import { createChallenged, ctxOf, switchOn } from "./challenged";

let world: World;
const typeProperty = (type: string, attribute: string) => ofDefault(`challenge.type.enum.${type}.${attribute}`);

beforeAll(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail", "ChallengeIM", "ChallengeVoice");
});
afterAll(() => resetDefaults(world));

const keysOf = async ({ offered }: Awaited<ReturnType<typeof createChallenged>>) =>
	(await offered()).map(({ type }) => type.key);

describe("a type that is on", () => {
	it("is offered to whoever has what it needs, and to nobody else", async () => {
		expect(await keysOf(await createChallenged(world))).toEqual(["ChallengeEmail", "ChallengeSMS"]);
		expect(await keysOf(await createChallenged(world, { contacts: { mobile: newNumber() } }))).toEqual([]);
		const contacts = { im: "line:U4af4980629", phone: newNumber() };
		expect(await keysOf(await createChallenged(world, { contacts }))).toEqual(["ChallengeIM", "ChallengeVoice"]);
	});

	it("isn't offered for a number that nobody has proven", async () => {
		const { ctx } = ctxOf(world);
		const person = await createChallenged(world, { contacts: { terms: "true" } });
		const settings = await contactSettings(ctx, undefined);
		const field = settings.fields.find(({ key }) => key === "mobile")!;
		const contact = { field, value: newNumber(), isProven: false, textVersion: null };
		await registerContact(ctx, await getUser(ctx, person.userId), settings, contact);
		expect(await keysOf(person)).toEqual([]);
	});

	it("shows where the person is reached, masked", async () => {
		const person = await createChallenged(world);
		const [mail, sms] = await person.offered(["ja"]);
		expect(sms!.displayed).toEqual([{ name: "携帯電話番号", value: expect.stringMatching(/^\+1\d{3}\*+\d\d$/) }]);
		expect(mail!.choices).toEqual([{ id: "", name: expect.stringMatching(/^u\*\*\*@example\.com$/) }]);
		expect([sms!.isSent, sms!.type.name]).toEqual([true, "SMS"]);
	});

	it("isn't offered when the enrolment policy that holds the person forbids its authenticator", async () => {
		const person = await createChallenged(world);
		const groupIds = [await createGroup(world, person.userId)];
		const policy = await createPolicy(world, { groupIds, settings: { phone_number: "OPTIONAL" } });
		expect(await keysOf(person)).toEqual(["ChallengeSMS"]);
		await world.call("DELETE", policy.path);
		expect(await keysOf(person)).toEqual(["ChallengeEmail", "ChallengeSMS"]);
	});

	it("isn't offered to whoever has declined codes, and what needs no message is", async () => {
		const person = await createChallenged(world);
		const { ctx } = ctxOf(world);
		const user = await getUser(ctx, person.userId);
		await makeRecoveryCodes(ctx, user);
		await optOut(ctx, user);
		expect(await keysOf(person)).toEqual(["ChallengeRecoveryCode"]);
		expect(await (await person.begin()).send()).toMatchObject({ result: "failed", error: { code: "E0000107" } });
		await optIn(ctx, user);
		expect(await keysOf(person)).toEqual(["ChallengeEmail", "ChallengeSMS", "ChallengeRecoveryCode"]);
	});

	it("isn't offered while nobody sends by its channel, and an active hook sends texts and calls", async () => {
		const person = await createChallenged(world, {
			contacts: { mobile: newNumber(), phone: newNumber(), terms: "true", email: "ada@example.com" },
		});
		const inProduction = async () => {
			const offered = await offeredChallenges(production(ctxOf(world).ctx), await person.person());
			return offered.map(({ type }) => type.key);
		};
		await removeAllProviders(world);
		expect(await inProduction()).toEqual([]);
		await createAccount(world, emailAccount);
		expect(await inProduction()).toEqual(["ChallengeEmail"]);
		await createHook(world);
		expect(await inProduction()).toEqual(["ChallengeEmail", "ChallengeSMS", "ChallengeVoice"]);
		await freeTheActivePlace(world);
		await removeAllProviders(world);
	});

	it("isn't offered when nothing of ours stands for its class", async () => {
		const person = await createChallenged(world);
		await env.DB.prepare("INSERT INTO properties (scope, name, locale, value, last_updated_at) VALUES (?, ?, '', ?, 0)")
			.bind("default", "challenge.type.enum.ChallengeSMS.processor", "org.example.Push")
			.run();
		rememberedSnapshot.forget(world.ctx);
		expect(await keysOf(person)).toEqual(["ChallengeEmail"]);
		await world.call("DELETE", `/api/v1/properties/${typeProperty("ChallengeSMS", "processor")}`);
		expect(await keysOf(person)).toEqual(["ChallengeEmail", "ChallengeSMS"]);
	});
});

describe("a type of a customer's own", () => {
	it("is served by the processor that its class stands for", async () => {
		const own = "MyChallengeByText";
		await setProperty(
			world,
			typeProperty(own, "processor"),
			"com.bharosa.uio.processor.challenge.ChallengeSMSProcessor",
		);
		await setProperty(world, typeProperty(own, "available"), "true");
		await setProperty(world, typeProperty(own, "requiredInfo"), "mobile");
		const person = await createChallenged(world, { contacts: { mobile: newNumber() } });
		expect(await keysOf(person)).toEqual([own]);
		const { type } = (await person.offered())[0]!;
		expect(type).toMatchObject({ key: own, name: own, number: null, processor: "ChallengeSMS" });
	});
});

describe("what a person has without a message", () => {
	it("is offered by the names of tokens, apps and questions", async () => {
		const authenticatorId = await createAuthenticator(world);
		const user = await createUser(world);
		const groupIds = [await createGroup(world, user.id)];
		await createPolicy(world, { groupIds, settings: { [authenticatorId]: "OPTIONAL" } });
		const enroll = (body: unknown) => world.call("POST", `/api/v1/users/${user.id}/factors?activate=true`, body);
		const token = await enroll(enrollment(authenticatorId, newSecret()));
		const question = { question: "first_award", answer: "the blue ribbon" };
		const asked = await enroll({ factorType: "question", provider: "OKTA", profile: question });
		const person = await createChallenged(world, { contacts: {} });
		const { ctx } = ctxOf(world);
		const offered = await offeredChallenges(ctx, await readPerson(ctx, await getUser(ctx, user.id), undefined, ["ja"]));
		expect(offered.map(({ type, choices }) => [type.key, choices])).toEqual([
			["ChallengeToken", [{ id: token.body.id, name: expect.stringMatching(/^Token-/) }]],
			["ChallengeQuestion", [{ id: asked.body.id, name: "初めてもらった賞は何の賞ですか。" }]],
		]);
		expect(await keysOf(person)).toEqual([]);
	});

	it("is offered as recovery codes as long as one is left", async () => {
		const person = await createChallenged(world, { contacts: {} });
		const { ctx } = ctxOf(world);
		await makeRecoveryCodes(ctx, await getUser(ctx, person.userId));
		expect(await person.offered()).toMatchObject([
			{ type: { key: "ChallengeRecoveryCode" }, choices: [{ name: "10" }] },
		]);
	});

	it("goes on while the directory of contact data doesn't answer", async () => {
		const person = await createChallenged(world);
		const { ctx } = ctxOf(world);
		await makeRecoveryCodes(ctx, await getUser(ctx, person.userId));
		await setProperty(world, ofDefault("userinfo.inputs.enum.mobile.managerClass"), "HttpDirectoryContactInfoManager");
		await env.DB.prepare("UPDATE contact_flags SET storage = 'DIRECTORY' WHERE user_id = ?").bind(person.userId).run();
		expect(await keysOf(person)).toContain("ChallengeRecoveryCode");
		await world.call("DELETE", `/api/v1/properties/${ofDefault("userinfo.inputs.enum.mobile.managerClass")}`);
	});
});
