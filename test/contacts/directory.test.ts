import { env } from "cloudflare:test";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Forbidden, listenToConsole, readDatabase } from "../flows/leaks";
import { ofDefault, resetDefaults, setProperty } from "../settings/properties";
import { closedPort } from "../support/carriers";
import { createWorld, unique, type World } from "../support/world";
import { createPerson, number, otherNumber, type Person, useDirectory } from "./contacts";

let world: World;
let person: Person;
let directory: Awaited<ReturnType<typeof useDirectory>>;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	person = await createPerson(world);
	directory = await useDirectory(world, "mobile");
});
afterEach(() => vi.restoreAllMocks());

const unavailable = (reason: string) => ({ code: "E0000010", status: 503, causes: [{ reason }] });
const flags = async () =>
	(
		await env.DB.prepare("SELECT key, status FROM contact_flags WHERE user_id = ? ORDER BY key")
			.bind(person.user.id)
			.all<{ key: string; status: string }>()
	).results.map(({ key, status }) => [key, status]);

describe("a directory", () => {
	it("has the value, and D1 has the flag", async () => {
		await person.register("mobile", number);
		await person.prove("mobile", number);
		expect(await person.proven()).toEqual({ mobile: number });
		expect(await directory.values()).toContainEqual(["otpContactInfo_mobile", number]);
		const { results } = await env.DB.prepare("SELECT * FROM contact_values WHERE user_id = ?")
			.bind(person.user.id)
			.all();
		expect(results).toEqual([]);
		await person.register("phone", otherNumber, true);
		expect(await person.proven()).toEqual({ mobile: number, phone: otherNumber });
	});

	it("is asked by the login, percent-encoded, with the secret and a body of the contract", async () => {
		const login = `${unique("a/..?b=c&d#é'")}@example.com`;
		const other = await createPerson(world, { login });
		await other.register("mobile", number, true);
		await other.proven();
		const [put, get] = await directory.requests();
		const query = `?user=${encodeURIComponent(login).replaceAll("'", "%27")}&key=otpContactInfo_mobile`;
		expect([put, get]).toMatchObject([
			{ method: "PUT", body: JSON.stringify({ value: number }), headers: { authorization: directory.secret } },
			{ method: "GET", body: "", headers: { authorization: directory.secret, accept: "application/json" } },
		]);
		for (const request of [put, get]) expect(request!.url.slice(request!.url.indexOf("?"))).toBe(query);
	});

	it("is asked for every request again", async () => {
		await person.register("mobile", number, true);
		for (let times = 0; times < 3; times++) await person.proven();
		expect((await directory.requests()).map(({ method }) => method)).toEqual(["PUT", "GET", "GET", "GET"]);
	});

	it("that has another value than was proven proves nothing", async () => {
		await person.register("mobile", number, true);
		await directory.become("other");
		expect([await person.proven(), await person.waiting("mobile")]).toEqual([{}, "+819099999999"]);
	});

	it("has one value with one flag after fifty registrations at once", async () => {
		const numbers = Array.from({ length: 50 }, (_, index) => `+8190123456${10 + index}`);
		await Promise.all(numbers.map((one) => person.register("mobile", one)));
		expect(await flags()).toEqual([["otpContactInfoFlag_mobile:new", "WAITING"]]);
		expect(numbers).toContain(await person.waiting("mobile"));
	});
});

describe("a directory that fails", () => {
	it.each([
		["slow", "directory-timeout"],
		["late", "directory-timeout"],
		["dripping", "directory-timeout"],
		["lost", "directory-unreachable"],
		["rubbish", "directory-answer"],
		["shapeless", "directory-answer"],
		["huge", "directory-answer"],
		["other", "directory-other-value"],
		["500", "directory-status"],
		["400", "directory-status"],
		["redirect", "directory-redirect"],
	])("because it is %s says %s, leaves the flag off, and what counted before counts", async (behaviour, reason) => {
		await person.register("mobile", number, true);
		await directory.become(behaviour);
		await expect(person.register("mobile", otherNumber)).rejects.toMatchObject(unavailable(reason));
		await directory.become("ok");
		expect([await person.proven(), await person.waiting("mobile")]).toEqual([{ mobile: number }, null]);
		await person.register("mobile", otherNumber);
		await person.prove("mobile", otherNumber);
		expect(await person.proven()).toEqual({ mobile: otherNumber });
	});

	it("when nothing listens there, is said to be out of reach", async () => {
		await directory.become("", `http://127.0.0.1:${closedPort}/contacts`);
		await expect(person.register("mobile", number)).rejects.toMatchObject(unavailable("directory-unreachable"));
		expect(await flags()).toEqual([["otpContactInfoFlag_mobile:new", "OFF"]]);
	});

	it.each([
		["400", "REGISTERED"],
		["redirect", "REGISTERED"],
		["lost", "OFF"],
		["late", "OFF"],
		["500", "OFF"],
	])("in the place of a value that counts (%s) leaves its flag %s", async (behaviour, status) => {
		await person.register("mobile", number, true);
		await directory.become(behaviour);
		await expect(person.register("mobile", otherNumber, true)).rejects.toMatchObject({ code: "E0000010" });
		expect(await flags()).toEqual([["otpContactInfoFlag_mobile", status]]);
		await directory.become("ok");
		expect(await person.proven()).toEqual(status === "OFF" ? {} : { mobile: number });
		await person.register("mobile", number);
		expect(await person.proven()).toEqual({ mobile: number });
		await person.register("mobile", otherNumber, true);
		expect(await person.proven()).toEqual({ mobile: otherNumber });
	});

	it.each([
		["slow", "directory-timeout"],
		["rubbish", "directory-answer"],
		["huge", "directory-answer"],
		["redirect", "directory-redirect"],
		["wrong", "directory-value"],
		["500", "directory-status"],
	])("when a value is read (%s) is an error: %s", async (behaviour, reason) => {
		await person.register("mobile", number, true);
		await directory.become(behaviour);
		await expect(person.proven()).rejects.toMatchObject(unavailable(reason));
		const answer = await world.call("GET", `/api/v1/users/${person.user.id}/contacts`);
		expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
		await directory.become("ok");
		expect(await person.proven()).toEqual({ mobile: number });
	});

	it("because there is none any more, is said", async () => {
		await world.call("DELETE", "/api/v1/contact-directory");
		await expect(person.register("mobile", number)).rejects.toMatchObject(unavailable("directory-missing"));
	});

	it("writes no value and no secret anywhere", async () => {
		const console = listenToConsole();
		const forbidden = new Forbidden();
		forbidden.addNumber("number", number);
		forbidden.addNumber("other number", otherNumber);
		forbidden.add("secret", "s3cret-of-the-directory");
		await person.register("mobile", number, true);
		for (const behaviour of ["slow", "lost", "rubbish", "shapeless", "other", "redirect", "500", "wrong"]) {
			await directory.become(behaviour);
			await person.register("mobile", otherNumber).catch(() => {});
			await world.call("GET", `/api/v1/users/${person.user.id}/contacts`);
		}
		expect(forbidden.foundIn({ ...console(), ...(await readDatabase()) })).toEqual([]);
	});
});

describe("the URL of a directory", () => {
	const put = (url: string) =>
		world.call("PUT", "/api/v1/contact-directory", { url, authHeader: "Authorization", authValue: "secret" });

	it.each([
		["http://directory.example.com/", "https"],
		["https://10.0.0.1/contacts", "private"],
		["https://169.254.169.254/", "private"],
		["https://[fd00::1]/", "private"],
		["https://directory.internal/", "private network"],
		["https://user:password@directory.example.com/", "user name"],
		["https://directory.example.com:22/", "Port 22"],
		["https://directory.example.com/?a=b", "query"],
		["https://directory.example.com/#a", "query"],
	])("%s isn't taken", async (url, words) => {
		const { status, body } = await put(url);
		expect([status, body.errorCauses[0].errorSummary]).toEqual([400, expect.stringContaining(words)]);
	});

	it("is checked before every call by the rules of that day", async () => {
		await env.DB.prepare("UPDATE contact_directory SET url = 'https://10.0.0.1/'").run();
		const fresh = await createWorld({ fetch: () => Promise.reject(new Error("was called")) });
		await setProperty(fresh, ofDefault("userinfo.inputs.enum.mobile.managerClass"), "HttpDirectoryContactInfoManager");
		fresh.clock.now += 60_000;
		const somebody = await createPerson(fresh);
		await expect(somebody.register("mobile", number)).rejects.toMatchObject(unavailable("directory-url"));
	});
});
