// People answer text messages: STOP ends those to their number and nothing else, and no forged word counts.
import { env } from "cloudflare:test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChoices } from "../../../src/contacts/choices";
import { createChallenged, switchOn } from "../../challenges/challenged";
import { createActiveUser, newNumber } from "../../factors/sent-factor";
import { removeAllProviders } from "../../providers/accounts/accounts";
import { ofDefault, resetDefaults, setProperty } from "../../settings/properties";
import { createWorld, type World } from "../../support/world";
import { authToken, createNumber, replyEvents, twilioNetwork } from "./numbers";

let world: World;
let ours: Awaited<ReturnType<typeof createNumber>>;
const network = twilioNetwork();

beforeAll(async () => {
	world = await createWorld({ fetch: network.fetch });
	await resetDefaults(world);
	await removeAllProviders(world);
	await switchOn(world, "ChallengeSMS", "ChallengeEmail");
	ours = await createNumber(world);
});
afterAll(async () => {
	await removeAllProviders(world);
	await resetDefaults(world);
});

type Challenged = Awaited<ReturnType<typeof createChallenged>>;
const offeredTo = async ({ offered }: Challenged) => (await offered()).map(({ type }) => type.key).sort();
const both = ["ChallengeEmail", "ChallengeSMS"];
const stopsOf = async (userId: string) => (await world.call("GET", `/api/v1/users/${userId}/stopped-numbers`)).body;
const availableTypes = async (login: string) => {
	const body = { checkpoint: "CHALLENGE", user: login };
	return (await world.call("POST", "/api/v1/decisions", body)).body.challengeTypes;
};

describe("STOP", () => {
	it("takes text messages out of the offer, START brings them back, and other types stay", async () => {
		const person = await createChallenged(world);
		expect((await ours.hear(person.mobile, "Stop")).status).toBe(200);
		expect(await offeredTo(person)).toEqual(["ChallengeEmail"]);
		expect(await availableTypes(person.login)).toEqual(["ChallengeEmail"]);
		expect(await stopsOf(person.userId)).toEqual([
			{ number: expect.stringContaining("*"), stopped: new Date(world.clock.now).toISOString() },
		]);
		world.clock.now += 1_000;
		expect((await ours.hear(person.mobile, "START")).status).toBe(200);
		expect(await offeredTo(person)).toEqual(both);
		expect((await availableTypes(person.login)).toSorted()).toEqual(both);
		expect(await stopsOf(person.userId)).toEqual([]);
		expect(await replyEvents(person.userId)).toEqual(["stop", "start"]);
	});

	it("declines nothing for the user, and changes no contact data", async () => {
		const person = await createChallenged(world);
		const before = await world.call("GET", `/api/v1/users/${person.userId}/contacts`);
		await ours.hear(person.mobile, "STOP");
		expect(await findChoices(world.ctx, person.userId)).toEqual({ isOptedOut: false, skips: 0 });
		expect((await world.call("GET", `/api/v1/users/${person.userId}/contacts`)).body).toEqual(before.body);
	});

	it("refuses a factor's message, makes its code worthless, and lets calls to the number through", async () => {
		const sms = await createActiveUser(world);
		await ours.hear(sms.to, "stop");
		const refused = await sms.challenge();
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000098"]);
		expect(network.sent.filter(({ to }) => to === sms.to)).toEqual([]);
		const lock = await world.call("GET", `/api/v1/users/${sms.user.id}/lock`);
		expect(lock.body.failures).toBe(0);
		world.clock.now += 60_000;
		await ours.hear(sms.to, "start");
		expect((await sms.challenge()).status).toBe(200);
		const call = await createActiveUser(world, "call");
		await ours.hear(call.to, "stop");
		expect((await call.challenge()).status).toBe(200);
	});

	it("is known of an SMS factor by policies", async () => {
		const { to, user } = await createActiveUser(world);
		expect(await availableTypes(user.login)).toEqual(["ChallengeSMS"]);
		await ours.hear(to, "STOP");
		expect(await availableTypes(user.login)).toEqual([]);
	});

	it("that comes while messages are sent lets none begin after it", async () => {
		const people = await Promise.all(Array.from({ length: 6 }, () => createActiveUser(world)));
		await Promise.all(people.flatMap(({ challenge, to }) => [challenge(), ours.hear(to, "STOP")]));
		world.clock.now += 60_000;
		const later = await Promise.all(people.map(({ challenge }) => challenge()));
		expect(later.map(({ status }) => status)).toEqual(people.map(() => 400));
	});

	it("by ten equal callbacks at once is one stop and one event", async () => {
		const person = await createChallenged(world);
		await Promise.all(Array.from({ length: 10 }, () => ours.hear(person.mobile, "STOP")));
		expect(await replyEvents(person.userId)).toEqual(["stop"]);
	});
});

describe("a forged STOP has no effect", () => {
	it.each<[string, (number: string) => Promise<unknown>]>([
		["without a signature", (number) => ours.post(ours.paramsOf(number, "STOP"), null)],
		["signed by somebody else", (number) => ours.post(ours.paramsOf(number, "STOP"), "f".repeat(32))],
		[
			"with another person's number in a callback that was signed",
			(number) => ours.post(ours.paramsOf(newNumber(), "STOP"), authToken, { From: number }),
		],
		[
			"with another text in a callback that was signed",
			(number) => ours.post(ours.paramsOf(number, "Thanks"), authToken, { Body: "STOP" }),
		],
		["to a number that isn't the account's", (number) => ours.hear(number, "STOP", { To: newNumber() })],
		[
			"to another account's number",
			async (number) => ours.hear(number, "STOP", { To: (await createNumber(world)).number }),
		],
		["in a receipt of a message of ours", (number) => ours.hear(number, "STOP", { SmsStatus: "delivered" })],
		["from a sender's name", (number) => ours.hear(`Bank${number.slice(-4)}`, "STOP")],
		["from digits that are no telephone", (number) => ours.hear(number.slice(-5), "STOP")],
	])("%s", async (_, forge) => {
		const person = await createChallenged(world);
		await forge(person.mobile);
		expect(await offeredTo(person)).toEqual(both);
		expect(await replyEvents(person.userId)).toEqual([]);
	});

	it("is a START that is forged, too", async () => {
		const person = await createChallenged(world);
		await ours.hear(person.mobile, "STOP");
		world.clock.now += 1_000;
		await ours.post(ours.paramsOf(person.mobile, "START"), null);
		await ours.hear(person.mobile, "START", { To: newNumber() });
		expect(await offeredTo(person)).toEqual(["ChallengeEmail"]);
	});
});

describe("words", () => {
	it("are found whatever their case, width and signs, in each language", async () => {
		for (const text of ["stop", " “STOP.” ", "ＳＴＯＰ", "Unsubscribe!", "停止", "配信停止。"]) {
			const person = await createChallenged(world);
			await ours.hear(person.mobile, text);
			expect(await offeredTo(person), text).toEqual(["ChallengeEmail"]);
		}
	});

	it("are no part of a sentence", async () => {
		for (const text of ["please stop", "STOP it", "s t o p", "", "停止しないで", "x".repeat(500)]) {
			const person = await createChallenged(world);
			await ours.hear(person.mobile, text);
			expect(await offeredTo(person), text).toEqual(both);
		}
	});

	it("are settings, by language", async () => {
		await setProperty(world, ofDefault("otp.sms.stop.words"), "Schluss, Abbestellen", "de");
		const person = await createChallenged(world);
		await ours.hear(person.mobile, "schluss");
		expect(await offeredTo(person)).toEqual(["ChallengeEmail"]);
	});

	it("are those that Twilio says it has understood", async () => {
		const person = await createChallenged(world);
		await ours.hear(person.mobile, "no more of this", { OptOutType: "STOP" });
		expect(await offeredTo(person)).toEqual(["ChallengeEmail"]);
	});
});

describe("HELP", () => {
	const answersTo = (number: string) => network.sent.filter(({ to }) => to === number);

	it("is answered once a day and number, also when it comes many times at once", async () => {
		const number = newNumber();
		await Promise.all(Array.from({ length: 5 }, () => ours.hear(number, "help")));
		expect(answersTo(number)).toEqual([
			{ to: number, from: ours.number, text: expect.stringContaining("Answer STOP to end them") },
		]);
		world.clock.now += 24 * 60 * 60_000 - 1;
		await ours.hear(number, "HELP");
		expect(answersTo(number)).toHaveLength(1);
		world.clock.now += 1;
		await ours.hear(number, "HELP");
		expect(answersTo(number)).toHaveLength(2);
	});

	it("is answered in the language of the word, by a text of the settings", async () => {
		const [one, other] = [newNumber(), newNumber()];
		await ours.hear(one, "ヘルプ");
		expect(answersTo(one)).toMatchObject([{ text: expect.stringContaining("停止は STOP") }]);
		await setProperty(world, ofDefault("otp.sms.help.message"), "{1}: call 555", "en");
		await ours.hear(other, "help");
		expect(answersTo(other)).toMatchObject([{ text: "Tessera: call 555" }]);
	});

	it("isn't answered to a number that is stopped, or by two of us", async () => {
		const [stopped, answered] = [newNumber(), newNumber()];
		await ours.hear(stopped, "stop");
		await ours.hear(stopped, "help");
		await ours.hear(answered, "help", { OptOutType: "HELP" });
		expect([...answersTo(stopped), ...answersTo(answered)]).toEqual([]);
	});

	it("isn't answered where no message may go", async () => {
		const number = newNumber();
		const limits = await world.call("GET", "/api/v1/send-limits");
		await world.call("PUT", "/api/v1/send-limits", { ...limits.body, blockedNumbers: [number] });
		await ours.hear(number, "help");
		await world.call("PUT", "/api/v1/send-limits", limits.body);
		expect(answersTo(number)).toEqual([]);
	});
});

it("no number is in the log, or stored as it is", async () => {
	const person = await createChallenged(world);
	await ours.hear(person.mobile, "STOP");
	await ours.hear(newNumber(), "HELP");
	const digits = person.mobile.slice(2);
	const [log, rows] = await env.DB.batch<Record<string, unknown>>([
		env.DB.prepare("SELECT event FROM log_events WHERE event LIKE ?").bind(`%${digits}%`),
		env.DB.prepare("SELECT * FROM sms_replies"),
	]);
	expect(log?.results).toEqual([]);
	expect(JSON.stringify(rows?.results)).not.toContain(digits);
});
