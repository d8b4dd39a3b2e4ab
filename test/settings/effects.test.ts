// What properties do. A test's name begins with the name of its property: docs/conformance.md lists them by it.
import { env } from "cloudflare:test";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { composeMessage } from "../../src/messages/compose";
import { type Channel, type Purpose, purposes } from "../../src/messages/message";
import { createActiveUser, inboxOf } from "../factors/sent-factor";
import { createAccount, emailAccount, eventsAbout, removeAllProviders } from "../providers/accounts/accounts";
import { createWorld, unique, type World } from "../support/world";
import { createFamily, ofDefault, propertiesPath, readProperty, resetDefaults, setProperty } from "./properties";

interface Sent {
	url: string;
	body: string;
}

let world: World;
let sent: Sent[];

const parlayAnswer = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><r><result>2b6a</result></r></S:Body></S:Envelope>`;

/** A provider that takes everything. */
const takeAll = async (input: RequestInfo | URL, init?: RequestInit) => {
	const request = new Request(input, init);
	sent.push({ url: request.url, body: new TextDecoder().decode(await request.arrayBuffer()) });
	return request.url.includes("resend") ? Response.json({ id: "re1" }) : new Response(parlayAnswer);
};

beforeEach(async () => {
	sent = [];
	world = await createWorld({ fetch: takeAll as typeof fetch });
	await resetDefaults(world);
	await removeAllProviders(world);
});

// Other files that share this worker's memory find what ships.
afterAll(() => resetDefaults(world));

const types: [string, Channel][] = [
	["ChallengeSMS", "SMS"],
	["ChallengeEmail", "EMAIL"],
	["ChallengeIM", "IM"],
	["ChallengeVoice", "CALL"],
];

const compose = (
	channel: Channel,
	acceptLanguage: string | null = null,
	ctx = world.ctx,
	purpose: Purpose = "verification",
) =>
	composeMessage(
		ctx,
		{
			id: "dlv0TESTTESTTESTTEST",
			channel,
			to: "x",
			destination: "x",
			user: null,
			purpose,
			code: "1234",
			expiresAt: ctx.now() + 300_000,
			factorId: null,
			acceptLanguage,
			ipAddress: null,
			originCountry: null,
		},
		null,
	);

describe("messages", () => {
	it.each(types)("{type}.message.body is the text, in each language that has one: %s", async (type, channel) => {
		const ours = (await compose(channel, "ja")).text;
		await setProperty(world, ofDefault(`${type}.message.body`), "It''s {0} for {1}, {2} min");
		await setProperty(world, ofDefault(`${type}.message.body`), "Votre code : {0}", "fr");
		const code = channel === "CALL" ? "1, 2, 3, 4. Once more: 1, 2, 3, 4" : "1234";
		expect((await compose(channel)).text).toBe(`It's ${code} for Tessera, 5 min`);
		const french = await compose(channel, "fr-CH, en");
		expect([french.locale, french.text]).toEqual(["fr", `Votre code : ${code}`]);
		expect((await compose(channel, "ja")).text).not.toBe(ours);
	});

	it.each(types)("{type}.message.subject is the subject, also where others have none: %s", async (type, channel) => {
		await setProperty(world, ofDefault(`${type}.message.subject`), "Code of {1}");
		expect((await compose(channel)).subject).toBe("Code of Tessera");
	});

	it.each(types)("{type}.message.unlock.body is the text for this purpose alone: %s", async (type, channel) => {
		await setProperty(world, ofDefault(`${type}.message.body`), "Any: {0}");
		for (const purpose of purposes) {
			await setProperty(world, ofDefault(`${type}.message.${purpose}.body`), `${purpose}: {0}`);
			await setProperty(world, ofDefault(`${type}.message.${purpose}.subject`), `${purpose} of {1}`);
		}
		for (const purpose of purposes) {
			const { text, subject } = await compose(channel, null, world.ctx, purpose);
			expect([text.split(":")[0], subject]).toEqual([purpose, `${purpose} of Tessera`]);
		}
		await setProperty(world, ofDefault(`${type}.message.body`), "どれでも: {0}", "ja");
		// Whoever reads Japanese gets Japanese first, and then a text for the purpose.
		expect((await compose(channel, "ja", world.ctx, "unlock")).text).toContain("どれでも");
		await setProperty(world, ofDefault(`${type}.message.unlock.body`), "解除: {0}", "ja");
		expect((await compose(channel, "ja", world.ctx, "unlock")).text).toContain("解除");
		expect((await compose(channel, "ja", world.ctx, "reset")).text).toContain("どれでも");
	});

	it.each(types)("{type}.message.from.name is who a message comes from: %s", async (type, channel) => {
		await setProperty(world, ofDefault(`${type}.message.from.name`), "Shop");
		await setProperty(world, ofDefault(`${type}.message.from.name`), "見本商店", "ja");
		const [english, japanese] = [await compose(channel), await compose(channel, "ja")];
		const field = channel === "EMAIL" ? "senderName" : "sender";
		expect([english[field], japanese[field]]).toEqual(["Shop", "見本商店"]);
	});

	it.each(types)("{type}.message.from.address is where a message comes from: %s", async (type, channel) => {
		await setProperty(world, ofDefault(`${type}.message.from.name`), "Shop");
		await setProperty(world, ofDefault(`${type}.message.from.address`), "codes@example.com");
		expect((await compose(channel)).sender).toBe("codes@example.com");
	});

	it("come from the property's sender at the provider, and from the account's where the driver refuses it", async () => {
		await createAccount(world, emailAccount);
		const from = async () => {
			const person = await createActiveUser(world, "email");
			await person.challenge();
			return JSON.parse(sent.at(-1)!.body).from;
		};
		expect(await from()).toBe("no-reply@example.com");
		await setProperty(world, ofDefault("ChallengeEmail.message.from.name"), "Shop");
		await setProperty(world, ofDefault("ChallengeEmail.message.from.address"), "codes@example.com");
		expect(await from()).toBe('"Shop" <codes@example.com>');
		await setProperty(world, ofDefault("ChallengeEmail.message.from.address"), "nobody");
		expect(await from()).toBe('"Shop" <no-reply@example.com>');
	});

	it("reach a person as the property says", async () => {
		await setProperty(world, ofDefault("ChallengeSMS.message.body"), "Shop: {0}");
		const person = await createActiveUser(world);
		await person.challenge();
		const [message] = await inboxOf(world, person.to);
		expect(message!.text).toBe(`Shop: ${message!.code}`);
	});
});

describe("codes", () => {
	const codeOf = async (token?: string) => {
		const person = await createActiveUser(world);
		await person.challenge("", token === undefined ? {} : { token });
		const [message] = await inboxOf(world, person.to);
		return { person, code: message!.code };
	};

	it("otp.generate.code.length is their length, once it is set", async () => {
		expect((await codeOf()).code).toMatch(/^\d{6}$/);
		await setProperty(world, ofDefault("otp.generate.code.length"), "9");
		const { person, code } = await codeOf();
		expect(code).toMatch(/^\d{9}$/);
		expect((await person.verify(code)).body.factorResult).toBe("SUCCESS");
	});

	it("otp.generate.code.characters is what they are made of, once it is set", async () => {
		await setProperty(world, ofDefault("otp.generate.code.characters"), "abcdefghij");
		const { person, code } = await codeOf();
		expect(code).toMatch(/^[a-j]{6}$/);
		expect((await person.verify("zzzzzz")).status).toBe(400);
		expect((await person.verify(`${code.slice(0, 3)} ${code.slice(3)}`)).body.factorResult).toBe("SUCCESS");
	});

	it("extends lets an application's codes have the shape of its base", async () => {
		const { own, base } = await createFamily(world);
		await setProperty(world, `bharosa.uio.${base}.otp.generate.code.length`, "8");
		const input = { name: unique("Shop"), role: "VERIFIER", applicationId: own };
		const { token } = (await world.call("POST", "/api/v1/api-tokens", input)).body;
		expect((await codeOf(token)).code).toMatch(/^\d{8}$/);
		expect((await codeOf()).code).toMatch(/^\d{6}$/);
		await world.call("DELETE", `${propertiesPath}/bharosa.uio.${own}.extends`);
		world.clock.now += 30_000;
		expect((await codeOf(token)).code).toMatch(/^\d{6}$/);
	});
});

describe("the messaging service", () => {
	const ums = "https://ums.example.com/ucs/messaging/webservice";
	const parlay = "https://ums.example.com/sdpmessaging/parlayx/SendMessageService";
	const service = (name: string) => ofDefault(`ums.integration.${name}`);

	/** What the service gets of the next message. */
	const next = async (type: "sms" | "email" = "sms") => {
		sent = [];
		const person = await createActiveUser(world, type);
		expect((await person.challenge()).status).toBe(200);
		return sent[0]!;
	};

	it("ums.integration.webservice is where messages go", async () => {
		await setProperty(world, service("webservice"), ums);
		expect((await next()).url).toBe(ums);
		const moved = `${ums}/2`;
		await setProperty(world, service("webservice"), moved);
		expect((await next()).url).toBe(moved);
		expect((await readProperty(world, service("webservice"))).body).toMatchObject({
			value: moved,
			origin: "ELSEWHERE",
		});
		await world.call("DELETE", `${propertiesPath}/${service("webservice")}`);
		expect((await world.call("GET", "/api/v1/provider-accounts")).body).toEqual([]);
	});

	it("ums.integration.parlayx.endpoint is where messages go by Parlay X", async () => {
		await setProperty(world, service("parlayx.endpoint"), parlay);
		await setProperty(world, service("useParlayX"), "true");
		expect((await next()).url).toBe(parlay);
	});

	it("ums.integration.useParlayX chooses between the two", async () => {
		await setProperty(world, service("webservice"), ums);
		await setProperty(world, service("parlayx.endpoint"), parlay);
		const urls: string[] = [];
		for (const value of ["false", "true", "false"]) {
			await setProperty(world, service("useParlayX"), value);
			urls.push((await next()).url);
		}
		expect(urls).toEqual([ums, parlay, ums]);
	});

	it("ums.integration.userName is who we are at either service", async () => {
		await setProperty(world, service("webservice"), ums);
		await setProperty(world, service("parlayx.endpoint"), parlay);
		await setProperty(world, service("password"), "s3cret");
		await setProperty(world, service("userName"), "weblogic");
		expect((await next()).body).toContain(">weblogic<");
		await setProperty(world, service("useParlayX"), "true");
		expect((await next()).body).toContain(">weblogic<");
	});

	it("ums.integration.password is the password, and is never told", async () => {
		await setProperty(world, service("webservice"), ums);
		await setProperty(world, service("userName"), "weblogic");
		const answer = await setProperty(world, service("password"), "s3cret");
		expect((await next()).body).toContain(">s3cret<");
		const read = await readProperty(world, service("password"));
		const { results } = await env.DB.prepare("SELECT event FROM log_events").all();
		for (const told of [answer.body, read.body, results]) expect(JSON.stringify(told)).not.toContain("s3cret");
		expect(read.body).toMatchObject({ isSecret: true, origin: "ELSEWHERE", value: null });
		const account = (await world.call("GET", "/api/v1/provider-accounts")).body[0];
		expect((await eventsAbout(world, account.id)).types).toContain("system.provider_account.update");
	});

	it("ums.integtaion.policies is how the login is sent, in either spelling", async () => {
		await setProperty(world, service("webservice"), ums);
		await setProperty(world, service("userName"), "weblogic");
		await setProperty(world, service("password"), "s3cret");
		await setProperty(world, ofDefault("ums.integration.policies"), "USERNAME_TOKEN_DIGEST");
		expect((await next()).body).toContain("#PasswordDigest");
		await setProperty(world, ofDefault("ums.integtaion.policies"), "oracle/wss_username_token_client_policy");
		expect((await next()).body).toContain("#PasswordText");
	});

	it("ums.integration.fromAddress is who e-mail comes from", async () => {
		await setProperty(world, service("webservice"), ums);
		await setProperty(world, service("fromAddress"), "codes@example.com");
		expect((await next("email")).body).toContain("email:codes@example.com");
	});

	it("needs its address first, and is told in the driver's words what is wrong", async () => {
		const refusal = async (name: string, value: string) => {
			const { status, body } = await world.call("PUT", `${propertiesPath}/${name}`, { value });
			return [status, body.errorCauses?.[0]?.errorSummary];
		};
		expect(await refusal(service("userName"), "weblogic")).toEqual([
			400,
			expect.stringContaining("ums.integration.webservice"),
		]);
		expect(await refusal(service("useParlayX"), "true")).toEqual([
			400,
			expect.stringContaining("ums.integration.parlayx.endpoint"),
		]);
		expect(await refusal(service("webservice"), "https://10.0.0.1/ums")).toEqual([
			400,
			expect.stringMatching(/^ums\.integration\.webservice: /),
		]);
		const { own } = await createFamily(world);
		expect((await refusal(`bharosa.uio.${own}.ums.integration.userName`, "x"))[0]).toBe(400);
	});
});

describe("drivers", () => {
	const file = (lines: Record<string, string>) =>
		btoa(
			Object.entries(lines)
				.map(([name, value]) => `${name}=${value}\n`)
				.join(""),
		);
	const importLines = async (lines: Record<string, string>) => {
		const { body } = await world.call("POST", `${propertiesPath}/import`, { content: file(lines) });
		expect(body.counts).toMatchObject({ mapped: Object.keys(lines).length });
		const [account] = (await world.call("GET", "/api/v1/provider-accounts")).body;
		return account;
	};

	it("driver.email is an SMTP account", async () => {
		const account = await importLines({
			"driver.email.OutgoingMailServer": "smtp.example.com",
			"driver.email.OutgoingMailServerPort": "587",
			"driver.email.OutgoingMailServerSecurity": "TLS",
			"driver.email.OutgoingDefaultFromAddress": "codes@example.com",
			"driver.email.OutgoingUsername": "otp",
			"driver.email.OutgoingPassword": "s3cret",
		});
		expect(account).toMatchObject({
			driver: "smtp",
			status: "ACTIVE",
			config: {
				host: "smtp.example.com",
				port: 587,
				security: "STARTTLS",
				fromAddress: "codes@example.com",
				userName: "otp",
			},
			secretNames: ["password"],
		});
	});

	it("driver.smpp is an SMPP account, with two sessions where the receiver has a port of its own", async () => {
		const account = await importLines({
			"driver.smpp.SmsServerHost": "smpp.example.com",
			"driver.smpp.TransmitterSystemId": "otp",
			"driver.smpp.TransmitterSystemPassword": "geheim",
			"driver.smpp.TransmitterSystemType": "Logica",
			"driver.smpp.ReceiverSystemId": "otp-in",
			"driver.smpp.ReceiverSystemPassword": "geheim2",
			"driver.smpp.ReceiverSystemType": "Logica",
			"driver.smpp.ServerTransmitterPort": "2775",
			"driver.smpp.ServerReceiverPort": "2776",
			"driver.smpp.DefaultEncoding": "GSM_DEFAULT",
			"driver.smpp.DefaultSenderAddress": "Example",
		});
		expect(account).toMatchObject({
			driver: "smpp",
			config: {
				host: "smpp.example.com",
				bindMode: "TRANSMITTER_AND_RECEIVER",
				transmitterPort: 2775,
				receiverPort: 2776,
				systemId: "otp",
				systemType: "Logica",
				receiverSystemId: "otp-in",
				defaultEncoding: "GSM_DEFAULT",
				senderAddress: "Example",
			},
			secretNames: ["transmitterPassword", "receiverPassword"],
		});
	});
});

describe("locks of policies", () => {
	const name = ofDefault("all.factor.lockDuration");
	const setAt = (checkpoint: string) => `/api/v1/challenge-policy-sets/${checkpoint}`;
	const durations = async () => {
		const sets = (await world.call("GET", "/api/v1/challenge-policy-sets")).body as { lockDuration: number }[];
		return [...new Set(sets.map(({ lockDuration }) => lockDuration))];
	};
	afterEach(() => world.call("DELETE", `${propertiesPath}/${name}`));

	it("all.factor.lockDuration says how long wrong codes count, in every step", async () => {
		expect((await readProperty(world, name)).body).toMatchObject({ value: "1800000", origin: "ELSEWHERE" });
		expect((await setProperty(world, name, "120000")).body.value).toBe("120000");
		expect(await durations()).toEqual([120_000]);
		await world.call("PUT", setAt("PREFERENCES"), { lockDuration: 60_000 });
		expect((await readProperty(world, name)).body.value).toBe("120000");
		await world.call("PUT", setAt("CHALLENGE"), { engine: "AGGREGATE", lockDuration: 180_000 });
		expect((await readProperty(world, name)).body.value).toBe("180000");
		await setProperty(world, name, "240000");
		expect(await durations()).toEqual([240_000]);
		expect((await world.call("GET", setAt("CHALLENGE"))).body.engine).toBe("AGGREGATE");
		await world.call("DELETE", `${propertiesPath}/${name}`);
		expect(await durations()).toEqual([1_800_000]);
	});

	it.each(["1", "59999", "-1", "2592000001", "soon"])("refuses %s ms, and changes nothing", async (value) => {
		const { status, body } = await world.call("PUT", `${propertiesPath}/${name}`, { value });
		expect([status, body.errorCode]).toEqual([400, "E0000001"]);
		expect(await durations()).toEqual([1_800_000]);
	});

	it("are those of all applications", async () => {
		const { own } = await createFamily(world);
		const { status, body } = await world.call("PUT", `${propertiesPath}/bharosa.uio.${own}.all.factor.lockDuration`, {
			value: "120000",
		});
		expect([status, body.errorCauses[0].errorSummary]).toEqual([400, expect.stringContaining("default")]);
		expect(await durations()).toEqual([1_800_000]);
	});
});
