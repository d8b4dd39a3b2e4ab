import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { toBase64 } from "../../../src/crypto/bytes";
import { getPolicySet } from "../../../src/policies/challenge/set-service";
import { createWorld, type World } from "../../support/world";
import { createFamily, ofDefault, propertiesPath, readProperty, resetDefaults, setProperty } from "../properties";
import expectedReport from "./samples/oaam_custom.report.json";

const samples = import.meta.glob("./samples/*.properties", { query: "?raw", import: "default", eager: true }) as Record<
	string,
	string
>;
const sample = (name: string): string => samples[`./samples/${name}`]!;

let world: World;

beforeEach(async () => {
	world = await createWorld();
	await resetDefaults(world);
	await env.DB.prepare("DELETE FROM provider_accounts").run();
});

const bytesOf = (text: string) => {
	const bytes = new TextEncoder().encode(text);
	let binary = "";
	for (const byte of bytes) binary += String.fromCharCode(byte);
	return btoa(binary);
};

/** One byte for each character, as in ISO-8859-1. */
const latin1 = (text: string) => toBase64(Uint8Array.from(text, (character) => character.charCodeAt(0)));

const send = (content: string, more: object = {}, query = "") =>
	world.call("POST", `${propertiesPath}/import${query}`, { content, ...more });

async function imported(text: string, more: object = {}, query = "") {
	const answer = await send(bytesOf(text), more, query);
	expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
	return answer.body;
}

interface Line {
	line: number;
	outcome: string;
	remarks: { reason: string; text: string }[];
}

const told = (lines: Line[]) =>
	Object.fromEntries(
		lines.map(({ line, outcome, remarks }) => [line, [outcome, ...remarks.map(({ reason }) => reason)]]),
	);

const values = async () =>
	(await env.DB.prepare("SELECT scope, name, locale, value FROM properties ORDER BY 1, 2, 3").all()).results;

describe("a customer's file of 200 lines", () => {
	const text = sample("oaam_custom.properties");

	it("is reported line by line, imported, exported, and imported again without a difference", async () => {
		const { own, base } = await createFamily(world);
		const applications = { webshop: own, retail: base };
		const trial = await imported(text, { applications }, "?dryRun=true");
		expect(told(trial.lines)).toEqual(expectedReport);
		expect(await values()).toEqual([]);
		expect((await env.DB.prepare("SELECT count(*) AS n FROM provider_accounts").first())?.n).toBe(0);

		const done = await imported(text, { applications });
		expect(done).toEqual({ ...trial, dryRun: false });
		for (const secret of ["Welcome1", "s3cret", "geheim"]) expect(JSON.stringify(done)).not.toContain(secret);
		const before = await values();
		expect(before.length).toBeGreaterThan(80);
		expect((await getPolicySet(world.ctx, "CHALLENGE")).lockDuration).toBe(0);

		const exported = (await world.call("GET", `${propertiesPath}/export`)).body;
		for (const secret of ["Welcome1", "s3cret", "geheim"]) expect(exported).not.toContain(secret);
		expect(exported).toContain("# secret kept: bharosa.uio.default.ums.integration.password\n");
		const accounts = await env.DB.prepare(
			"SELECT name, config, secret_names FROM provider_accounts ORDER BY name",
		).all();
		const again = await imported(exported);
		expect(again.lines.filter(({ outcome }: Line) => !["TAKEN", "MAPPED"].includes(outcome))).toEqual([]);
		for (const scope of [own, base]) {
			const file = (await world.call("GET", `${propertiesPath}/export?scope=${scope}`)).body;
			const lines = (await imported(file)).lines;
			expect(lines.filter(({ outcome }: Line) => !["TAKEN", "MAPPED"].includes(outcome))).toEqual([]);
		}
		expect(await values()).toEqual(before);
		const kept = await env.DB.prepare("SELECT name, config, secret_names FROM provider_accounts ORDER BY name").all();
		expect(kept.results).toEqual(accounts.results);
		expect((await world.call("GET", `${propertiesPath}/export`)).body).toBe(exported);
		await world.call("DELETE", `${propertiesPath}/${ofDefault("all.factor.lockDuration")}`);
	});

	it("says with examples what an expression refuses, for the regions of the users", async () => {
		const { lines } = await imported(text, { regions: ["JP"] }, "?dryRun=true");
		const regex = lines.find(({ name }: { name: string }) => name.endsWith("mobile.regex"));
		expect(regex.remarks[0].text).toBe("This refuses what people type: 090-1234-5678, 09012345678, +81 90-1234-5678");
	});
});

describe("a bundle of texts", () => {
	const text = sample("client_resource_ja.properties");

	it("is in the language that its name says, whether UTF-8 or ISO-8859-1 with escapes", async () => {
		const fileName = "client_resource_ja.properties";
		const { locale, counts } = await imported(text, { fileName });
		expect([locale, counts]).toEqual(["ja", { taken: 9, mapped: 0, replaced: 0, unknown: 1, invalid: 1 }]);
		const title = ofDefault("register.userinfo.title");
		const read = async () => (await readProperty(world, title, "?locale=ja")).body;
		expect(await read()).toMatchObject({ value: "連絡先を登録する", locale: "ja", origin: "OWN" });
		const before = await values();
		const exported = (await world.call("GET", `${propertiesPath}/export?locale=ja`)).body;
		expect(exported).toMatch(/^[\x20-\x7e\n]+$/);
		await resetDefaults(world);
		expect((await send(latin1(exported), { fileName })).body.counts).toMatchObject({ taken: 9, invalid: 0 });
		expect(await values()).toEqual(before);
	});

	it.each([
		["client_resource_pt_BR.properties", "pt-BR"],
		["client_resource_iw.properties", "he"],
		["oaam_custom.properties", null],
		["client_resource.properties", null],
	])("called %s is in %s", async (fileName, locale) => {
		expect((await imported("", { fileName }, "?dryRun=true")).locale).toBe(locale);
		expect((await imported("", { fileName, locale: "fr" }, "?dryRun=true")).locale).toBe("fr");
	});
});

describe("a file", () => {
	it.each([
		["windows.properties", { taken: 3, mapped: 0, replaced: 1, unknown: 0, invalid: 0 }],
		["classic-mac.properties", { taken: 3, mapped: 0, replaced: 0, unknown: 0, invalid: 0 }],
		["no-end.properties", { taken: 2, mapped: 0, replaced: 0, unknown: 0, invalid: 1 }],
		["bharosa_server.properties", { taken: 5, mapped: 2, replaced: 0, unknown: 2, invalid: 0 }],
		["odd-keys.properties", { taken: 3, mapped: 0, replaced: 0, unknown: 4, invalid: 0 }],
	])("of another shape, %s, is read as Java reads it", async (name, counts) => {
		const text = sample(name).replaceAll("<CR>", "\r").replaceAll("<EOF>\n", "");
		expect((await imported(text, {}, "?dryRun=true")).counts).toEqual(counts);
	});

	it("in ISO-8859-1 has one character for each byte, also from 0x80 to 0x9f", async () => {
		const title = ofDefault("register.userinfo.title");
		await send(latin1(`${title}=Pr\u00e9nom \u00a3\n`));
		expect((await readProperty(world, title)).body.value).toBe("Prénom £");
		const { body } = await send(latin1(`${title}=\u0080\n`));
		expect(body.lines[0].remarks[0].reason).toBe("control-characters");
	});

	it("may begin with a byte order mark", async () => {
		const { counts } = await imported(`\ufeff${ofDefault("otp.optOut.enabled")}=true`);
		expect(counts).toMatchObject({ taken: 1 });
	});

	it("has 5,000 properties at the most, and 1 MiB", async () => {
		const lines = (count: number) =>
			Array.from({ length: count }, (_, index) => `${ofDefault(`error.e${index}`)}=x\n`).join("");
		expect((await imported(lines(5_000))).counts.taken).toBe(5_000);
		expect(await values()).toHaveLength(5_000);
		const refused = await send(bytesOf(lines(5_001)));
		expect([refused.status, refused.body.errorCauses[0].errorSummary]).toEqual([
			400,
			"content: The list may have at most 5000 entries.",
		]);
		const title = ofDefault("register.userinfo.title");
		const large = await send(bytesOf(`${title}=${"x".repeat(1024 * 1024)}`));
		expect([large.status, large.body.errorCode]).toEqual([413, "E0000223"]);
		const nearly = await imported(`${title}=${"x".repeat(1024 * 1024 - title.length - 1)}`);
		expect(told(nearly.lines)).toEqual({ 1: ["INVALID", "too-long"] });
	});

	it("is content in base64, and nothing else", async () => {
		for (const content of ["%%%", "YQ=", 7]) {
			expect((await world.call("POST", `${propertiesPath}/import`, { content })).status).toBe(400);
		}
	});

	it("is refused as a whole when it doesn't read as one", async () => {
		const { status, body } = await send(bytesOf("x".repeat(100_000)));
		expect([status, body.errorCauses[0].errorSummary]).toEqual([400, expect.stringMatching(/^content: .*1000/)]);
	});

	it("tells when a message differs from its other languages in the placeholders", async () => {
		const body = ofDefault("ChallengeSMS.message.body");
		await imported(`${body}={1}: {0}`, { locale: "en" });
		const { lines } = await imported(`${body}={0}`, { locale: "ja" });
		expect(told(lines)).toEqual({ 1: ["TAKEN", "placeholders-differ"] });
		const { warnings } = (await setProperty(world, body, "{0} ({1})", "ja")).body;
		expect(warnings).toEqual([]);
	});

	it("without secrets leaves those that are stored", async () => {
		const smtp = {
			"driver.email.OutgoingMailServer": "smtp.example.com",
			"driver.email.OutgoingDefaultFromAddress": "a@example.com",
		};
		const file = (more: object) =>
			Object.entries({ ...smtp, ...more })
				.map(([name, value]) => `${name}=${value}\n`)
				.join("");
		await imported(file({ "driver.email.OutgoingUsername": "otp", "driver.email.OutgoingPassword": "s3cret" }));
		await imported(file({ "driver.email.OutgoingUsername": "other" }));
		const { body } = await readProperty(world, "driver.email.OutgoingPassword");
		expect(body).toMatchObject({ value: null, isSecret: true, origin: "ELSEWHERE" });
	});
});

describe("the profile of the reference's fields", () => {
	it("is imported as it is, and says what it refuses", async () => {
		const profile = (await world.call("GET", `${propertiesPath}/profiles/reference-fields`)).body;
		const { counts, lines } = await imported(profile, { regions: ["JP"] });
		expect(counts).toEqual({ taken: 7, mapped: 0, replaced: 0, unknown: 0, invalid: 0 });
		expect(lines.filter(({ remarks }: Line) => remarks.length > 0)).toHaveLength(5);
		const trial = {
			expression: (await readProperty(world, ofDefault("userinfo.inputs.enum.mobile.regex"))).body.value,
		};
		const tried = await world.call("POST", `${propertiesPath}/try-expression`, { ...trial, value: "(555) 123-4567" });
		expect(tried.body).toEqual({ isMatch: true, groups: ["555", "123", "4567"] });
	});

	it("is the only one there is", async () => {
		expect((await world.call("GET", `${propertiesPath}/profiles/constructor`)).status).toBe(404);
	});
});
