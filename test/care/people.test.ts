// Whom an operator finds, and what the operator sees of a person: nobody by a part, and nothing in full.
import { beforeAll, describe, expect, it } from "vitest";
import { setPhrase } from "../../src/challenges/owned/phrase";
import { makeRecoveryCodes } from "../../src/challenges/owned/recovery-codes";
import { getUser } from "../../src/users/service";
import { register } from "../challenges/challenged";
import { createPerson, useDirectory } from "../contacts/contacts";
import { createNumber } from "../delivery/replies/numbers";
import { createActiveUser, newNumber } from "../factors/sent-factor";
import { removeAllProviders } from "../providers/accounts/accounts";
import { resetDefaults } from "../settings/properties";
import { createUser } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { answerQuestions, fail } from "./actions";
import { createOperator, note } from "./care";

let world: World;
let operator: Awaited<ReturnType<typeof createOperator>>;
beforeAll(async () => {
	world = await createWorld();
	await resetDefaults(world);
	operator = await createOperator(world);
});

const idsFor = async (by: string, value: string): Promise<string[]> => {
	const { status, body } = await operator.lookUp(by, value);
	expect(status, JSON.stringify(body)).toBe(200);
	return body.map(({ id }: { id: string }) => id).sort();
};

describe("a look-up", () => {
	it("finds a login whatever its case, and no part of it", async () => {
		const { id, login } = await createUser(world);
		expect((await operator.lookUp("LOGIN", ` ${login.toUpperCase()} `)).body).toEqual([
			{ id, login, displayName: "Ada Lovelace", status: "ACTIVE" },
		]);
		for (const part of [login.slice(0, -1), login.slice(1), "%", "*", "_", "Ada", "Lovelace", id.slice(0, 6)]) {
			expect(await idsFor("LOGIN", part), part).toEqual([]);
		}
	});

	it("finds a number of the profile and a proven one, however it is written, and everybody who shares it", async () => {
		const [mobilePhone, primaryPhone] = [newNumber(), newNumber()];
		const one = await createUser(world, { mobilePhone });
		const other = await createUser(world, { primaryPhone });
		const third = await createUser(world);
		await register(world, third.id, { mobile: mobilePhone });
		const written = mobilePhone.replace(/^\+1(...)(...)/, "+1 ($1) $2-");
		expect(await idsFor("PHONE", written)).toEqual([one.id, third.id].sort());
		expect(await idsFor("PHONE", primaryPhone)).toEqual([other.id]);
		for (const part of [mobilePhone.slice(0, -1), mobilePhone.slice(2), "+1", "+"]) {
			expect(await idsFor("PHONE", part), part).toEqual([]);
		}
	});

	it("finds an address of the profile and a proven one, and none that waits or was reset", async () => {
		const address = `${unique("shared")}@example.net`;
		const one = await createUser(world, { secondEmail: address });
		const [proven, waiting, ended] = [await createPerson(world), await createPerson(world), await createPerson(world)];
		await proven.register("email", address, true);
		await waiting.register("email", address);
		await ended.register("email", address, true);
		expect((await operator.act(ended.user.id, "reset-otp-profile")).status).toBe(204);
		expect(await idsFor("EMAIL", address.toUpperCase())).toEqual([one.id, proven.user.id].sort());
		expect(await idsFor("EMAIL", address.slice(1))).toEqual([]);
		expect(await idsFor("EMAIL", "@example.net")).toEqual([]);
	});

	it("doesn't take a number for a login, or the other way round", async () => {
		const mobilePhone = newNumber();
		const { login } = await createUser(world, { mobilePhone });
		expect(await idsFor("LOGIN", mobilePhone)).toEqual([]);
		expect(await idsFor("PHONE", login)).toEqual([]);
	});

	it("never finds an administrator, also not beside somebody else", async () => {
		const mobilePhone = newNumber();
		const [boss, user] = [await createUser(world, { mobilePhone }), await createUser(world, { mobilePhone })];
		await world.call("POST", "/api/v1/administrators", { login: boss.login.toUpperCase(), role: "HELP_DESK" });
		expect(await idsFor("PHONE", mobilePhone)).toEqual([user.id]);
		expect(await idsFor("LOGIN", boss.login)).toEqual([]);
		for (const path of ["", "/timeline"]) {
			expect((await world.call("GET", `/api/v1/care/users/${boss.id}${path}`)).status).toBe(404);
		}
	});

	it.each([
		[{ by: "LOGIN" }],
		[{ by: "NAME", value: "Ada" }],
		[{ by: "LOGIN", value: "  " }],
		[{ by: "EMAIL", value: "x".repeat(255) }],
		[{ by: "LOGIN", value: "ada", q: "a" }],
	])("is refused as %j", async (body) => {
		expect((await world.call("POST", "/api/v1/care/lookups", body)).body.errorCode).toBe("E0000001");
	});
});

describe("a person", () => {
	it("is shown with channels masked, and with nothing that opens anything", async () => {
		const { user, to } = await createActiveUser(world);
		const [mobile, email] = [newNumber(), user.login];
		await register(world, user.id, { mobile, email });
		await answerQuestions(world, user.id);
		const known = await getUser(world.ctx, user.id);
		await setPhrase(world.ctx, known, "quiet otter");
		const codes = await makeRecoveryCodes(world.ctx, known);
		await fail(world, user.id, 2);
		const device = { deviceToken: unique("token-of-a-browser") };
		await world.call("POST", `/api/v1/users/${user.id}/registered-devices`, device);
		const { status, body } = await operator.look(user.id);
		expect(status).toBe(200);
		expect(body).toMatchObject({
			id: user.id,
			status: "ACTIVE",
			isOptedOut: false,
			contacts: [
				{ field: "mobile", value: `${mobile.slice(0, 5)}*****${mobile.slice(-2)}`, status: "REGISTERED" },
				{ field: "email", value: "u***@example.com", status: "REGISTERED" },
			],
			factors: [
				{ factorType: "sms", status: "ACTIVE", contact: `${to.slice(0, 5)}*****${to.slice(-2)}`, isSwitchedOff: false },
				{ factorType: "question", contact: null },
			],
			questions: 3,
			hasPhrase: true,
			recoveryCodesLeft: 10,
			lock: { failures: 2, lockedUntil: null },
			failures: { ChallengeQuestion: 2 },
			registeredDevices: [{ id: expect.any(String) }],
		});
		const text = JSON.stringify(body);
		for (const secret of [to, mobile, "otter", "answer 0", device.deviceToken, ...codes]) {
			expect(text).not.toContain(secret);
		}
	});

	it("who has nothing is shown with nothing, by the id and never by the login", async () => {
		const { id, login } = await createUser(world);
		expect((await operator.look(id)).body).toMatchObject({
			contacts: [],
			stoppedNumbers: [],
			factors: [],
			questions: 0,
			hasPhrase: false,
			recoveryCodesLeft: null,
			failures: {},
			registeredDevices: [],
		});
		expect((await operator.look(login)).body.errorCode).toBe("E0000007");
	});

	it("is shown with the numbers that have answered STOP, masked, until START: of contact data and of a factor", async () => {
		const ours = await createNumber(world);
		const { user, to } = await createActiveUser(world);
		const mobile = newNumber();
		await register(world, user.id, { mobile });
		const other = await createUser(world);
		await ours.hear(mobile, "STOP");
		const first = new Date(world.clock.now).toISOString();
		world.clock.now += 1_000;
		await ours.hear(to, "STOP");
		const masked = (number: string) => `${number.slice(0, 5)}*****${number.slice(-2)}`;
		const { body } = await operator.look(user.id);
		expect(body.stoppedNumbers).toEqual([
			{ number: masked(mobile), stopped: first },
			{ number: masked(to), stopped: new Date(world.clock.now).toISOString() },
		]);
		expect((await world.call("GET", `/api/v1/users/${user.id}/stopped-numbers`)).body).toEqual(body.stoppedNumbers);
		for (const number of [to, mobile]) expect(JSON.stringify(body)).not.toContain(number.slice(2));
		expect((await operator.look(other.id)).body.stoppedNumbers).toEqual([]);
		world.clock.now += 1_000;
		await ours.hear(mobile, "START");
		expect((await operator.look(user.id)).body.stoppedNumbers).toMatchObject([{ number: masked(to) }]);
		await removeAllProviders(world);
	});

	it("is shown without contact data while a directory doesn't answer", async () => {
		const directory = await useDirectory(world, "mobile");
		const person = await createPerson(world);
		await person.register("mobile", newNumber(), true);
		await directory.become("500");
		expect((await operator.look(person.user.id)).body).toMatchObject({ contacts: null, status: "ACTIVE" });
		await resetDefaults(world);
	});

	it("has a timeline, the newest first, of so many events as asked for", async () => {
		const { id } = await createUser(world);
		await answerQuestions(world, id);
		world.clock.now += 1_000;
		await operator.act(id, "reset-questions");
		const types = async (query = "") =>
			(await operator.timeline(id, query)).body.map(({ eventType }: { eventType: string }) => eventType);
		expect(await types()).toEqual([
			"user.security_question.reset",
			"user.security_question.update",
			"user.lifecycle.create",
		]);
		expect(await types("?limit=1")).toEqual(["user.security_question.reset"]);
		const [newest] = (await operator.timeline(id)).body;
		expect(newest.debugContext.debugData).toMatchObject(note);
		expect((await operator.timeline(id, "?limit=201")).status).toBe(400);
		expect((await operator.timeline("00u00000000000000000")).status).toBe(404);
	});
});
