// A journey through everything that knows a code, secret, number or address, and a search for where they stayed.
import { env, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, it, vi } from "vitest";
import { queueEvent } from "../../src/log/write";
import { decodeSecret } from "../../src/otp/encoding";
import { hotpSync } from "../../src/otp/hotp-sync";
import { stepAt } from "../../src/otp/totp";
import { report } from "../delivery/receipts/reports";
import { factorsPath, lastCode, newNumber, otherThan } from "../factors/sent-factor";
import { createHook, freeTheActivePlace, secret as hookSecret } from "../hooks/hooks";
import { ask, enable, code as oktaCode, oktaRequest, secret as oktaSecret } from "../inbound/requests";
import { createAccount, removeAllProviders } from "../providers/accounts/accounts";
import { carrierUrl, takenBy } from "../support/carriers";
import { createAuthenticator, createUser, enrollment, newSecret } from "../support/otp-tokens";
import { createWorld, unique, type World } from "../support/world";
import { Forbidden, listenToConsole, readAnswers, readDatabase, type Traces, watchObjects } from "./leaks";

afterEach(() => {
	vi.restoreAllMocks();
});

const signingSecret = `whsec_${btoa("a secret of a carrier of 32 bytes")}`;

interface Journey {
	world: World;
	userId: string;
	ids: Record<string, string[]>;
	/** Only the person is told these, once. */
	secrets: Forbidden;
	/** Readers see these in profiles. */
	contacts: Forbidden;
}

async function travel(): Promise<Journey> {
	const world = await createWorld();
	await removeAllProviders(world);
	await world.call("PUT", "/api/v1/delivery-settings", {});
	const [secrets, contacts] = [new Forbidden(), new Forbidden()];
	const post = async (path: string, body?: unknown, status = 200) => {
		const answer = await world.call("POST", path, body);
		if (answer.status !== status) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	const spare = await post("/api/v1/api-tokens", { name: unique("token"), role: "VERIFIER" });
	secrets.add("token", world.token, spare.token);

	const phones = { sms: newNumber(), call: newNumber(), mobilePhone: newNumber(), primaryPhone: newNumber() };
	const mails = { email: `${unique("mail")}@example.net`, secondEmail: `${unique("second")}@example.net` };
	for (const [name, number] of Object.entries(phones)) contacts.addNumber(name, number);
	for (const [name, address] of Object.entries(mails)) contacts.add(name, address);
	const { mobilePhone, primaryPhone } = phones;
	const user = await createUser(world, { ...mails, mobilePhone, primaryPhone });
	const path = factorsPath(user.id);
	const group = await post("/api/v1/groups", { profile: { name: unique("group") } });

	// Tokens, with right and wrong codes, and an answer.
	const authenticatorId = await createAuthenticator(world);
	const tokenSecret = newSecret();
	secrets.addBytes("token's secret", tokenSecret);
	const token = await post(`${path}?activate=true`, enrollment(authenticatorId, tokenSecret));
	const app = await post(path, { factorType: "token:software:totp", provider: "GOOGLE" });
	const { sharedSecret } = app._embedded.activation;
	const decoded = decodeSecret(sharedSecret, "base32");
	if (!decoded.ok) throw new Error("the secret isn't base32");
	secrets.add("app's secret", sharedSecret);
	secrets.addBytes("app's secret", decoded.bytes);
	const appCode = hotpSync(decoded.bytes, stepAt(world.clock.now, 30), 6, "SHA-1");
	const tokenCode = hotpSync(tokenSecret, stepAt(world.clock.now, 60), 6, "SHA-256");
	secrets.add("app's code", appCode, tokenCode, otherThan(tokenCode));
	await post(`${path}/${app.id}/lifecycle/activate`, { passCode: appCode });
	await post(`${path}/${token.id}/verify`, { passCode: otherThan(tokenCode) }, 403);
	await post(`${path}/${token.id}/verify`, { passCode: tokenCode });
	const answer = "Brussels sprouts";
	secrets.add("answer", answer);
	const question = { factorType: "question", provider: "OKTA", profile: { question: "disliked_food", answer } };
	const { id: questionId } = await post(path, question);
	await post(`${path}/${questionId}/verify`, { answer });

	// Codes by all channels into the inbox, wrong ones among them.
	const sent: Record<string, string> = {};
	for (const [factorType, to, profile] of [
		["sms", phones.sms, { phoneNumber: phones.sms }],
		["call", phones.call, { phoneNumber: phones.call }],
		["email", mails.email, { email: mails.email }],
	] as const) {
		const factor = await post(path, { factorType, provider: "OKTA", profile });
		const code = await lastCode(world, to);
		secrets.add(`${factorType} code`, code, otherThan(code));
		if (factorType === "sms") {
			await post(`${path}/${factor.id}/lifecycle/activate`, { passCode: otherThan(code) }, 403);
		}
		await post(`${path}/${factor.id}/lifecycle/activate`, { passCode: code });
		sent[factorType] = `${path}/${factor.id}/verify`;
	}

	// Carriers: a dead one, one that takes the message, a late failover that keeps the text, receipts good and forged.
	await world.call("PUT", "/api/v1/delivery-settings", { confirmWithinSeconds: 300 });
	const [dead, alive] = [unique("dead"), unique("alive")];
	const accounts = [];
	for (const uri of [carrierUrl(dead, "500"), carrierUrl(alive, "echo")]) {
		accounts.push(await createAccount(world, { config: { url: uri }, secrets: { signingSecret } }));
	}
	secrets.add("signing secret", signingSecret, signingSecret.replace("whsec_", ""));
	const providers = accounts.map(({ id }) => id);
	const conditions = { channels: ["SMS", "CALL"] };
	const route = await post("/api/v1/delivery-routes", { name: unique("route"), conditions, providers });
	world.clock.now += 30_000;
	const challenge = await post(sent.sms!);
	const deliveryId = challenge._embedded.delivery.id;
	const { attempts } = (await world.call("GET", `/api/v1/deliveries/${deliveryId}`)).body;
	const receipts = `/receipts/${providers[1]}`;
	const transactionId = attempts[1].providerMessageId;
	expect((await report(world, receipts, "SUCCESSFUL", transactionId, signingSecret)).status).toBe(200);
	expect((await report(world, receipts, "FAILED", transactionId)).status).toBe(401);
	const carried = (await takenBy(alive))[0]!.otpCode;
	// The code isn't given back. Without the receipt, the text would stay until the code expires.
	secrets.add("carried code", carried);

	// Hooks: one says no and one takes the message, and both repeat code and number.
	const hooks = [];
	for (const behaviour of ["failed", "echo"]) {
		const service = unique(behaviour);
		hooks.push(await createHook(world, { uri: carrierUrl(service, behaviour) }));
		world.clock.now += 30_000;
		await post(sent.call!);
		const code = (await takenBy(service))[0]!.otpCode;
		secrets.add(`code of a hook that is ${behaviour}`, code);
		if (behaviour === "echo") await post(sent.call!, { passCode: code });
	}
	await freeTheActivePlace(world);
	secrets.add("hook's secret", hookSecret, hookSecret.replace("Bearer ", ""));

	// An Okta org that repeats its request, and somebody who imitates the org.
	secrets.add("org's secret", oktaSecret, oktaSecret.replace("Bearer ", ""));
	secrets.add("org's code", oktaCode);
	expect((await enable(world)).status).toBe(200);
	const orgNumber = newNumber();
	contacts.addNumber("org's number", orgNumber);
	const request = oktaRequest({ phoneNumber: orgNumber });
	for (const [given, status] of [
		[oktaSecret, 200],
		[oktaSecret, 200],
		["Bearer another secret", 401],
	] as const) {
		expect((await ask(world, request, given)).status).toBe(status);
	}

	// Failures: a number that nobody may have, too early, too often.
	await post(sent.call!, undefined, 429);
	const premium = "+19005550199";
	contacts.addNumber("premium number", premium);
	const refused = await createUser(world);
	const premiumFactor = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: premium } };
	expect((await world.call("POST", factorsPath(refused.id), premiumFactor)).status).toBe(400);
	for (let failure = 0; failure < 6; failure++) await world.call("POST", sent.email!, { passCode: otherThan(carried) });
	secrets.add("wrong code", otherThan(carried));
	await world.shipLog(user.id);
	const ids = {
		userId: [user.id],
		groupId: [group.id],
		factorId: [token.id, app.id, ...Object.values(sent).map((way) => way.split("/").at(-2)!)],
		authenticatorId: [authenticatorId],
		apiTokenId: [spare.id],
		providerAccountId: providers,
		deliveryRouteId: [route.id],
		inlineHookId: hooks.map(({ id }) => id),
		hookId: hooks.map(({ id }) => id),
		deliveryId: [deliveryId],
		sourceId: ["okta"],
	};
	return { world, userId: user.id, ids, secrets, contacts };
}

/** Returns what is found where it must not be. */
async function search(
	{ world, ids, secrets, contacts }: Journey,
	logged: Traces,
	readObjects: () => Promise<Traces>,
): Promise<string[]> {
	const answers = await readAnswers(world, ids);
	const traces = { ...logged, ...(await readDatabase()), ...(await readObjects()), ...answers.all };
	// A search that looks at nothing would find nothing.
	expect(Object.keys(traces).filter((place) => /^(table|guard|meter|answer)/.test(place)).length).toBeGreaterThan(40);
	expect(traces["table log_events"]).toContain("system.sms.send_factor_verify_message");
	return [...secrets.foundIn({ ...traces, ...answers.persons }), ...contacts.foundIn(traces)];
}

it("no code, secret, token, number or address stays in a log line, a table, an object or an answer", async () => {
	const logged = listenToConsole();
	const readObjects = await watchObjects();
	const journey = await travel();
	expect(await search(journey, logged(), readObjects)).toEqual([]);
}, 60_000);

it("a secret that the test plants in a log line, an object's row, the log or a table is found", async () => {
	const logged = listenToConsole();
	const readObjects = await watchObjects();
	const journey = await travel();
	const { world, userId, secrets, contacts } = journey;
	const canary = { code: "602214", number: "+15552718281", address: "canary@example.net", token: "00canaryCanary" };
	secrets.add("code", canary.code);
	secrets.add("token", canary.token);
	contacts.addNumber("number", canary.number);
	contacts.add("address", canary.address);

	const guard = env.GUARD.get(env.GUARD.idFromName(userId));
	await runInDurableObject(guard, (_, { storage }) => {
		console.warn(JSON.stringify({ message: `sent ${canary.code}` }));
		storage.sql.exec("INSERT INTO kept (id, value) VALUES (9, ?)", canary.address);
	});
	const target = [{ id: canary.number, type: "User" }];
	await queueEvent(world.ctx, { eventType: "system.sms.send_factor_verify_message", target });
	await world.shipLog(userId);
	const [groupId] = journey.ids.groupId!;
	await env.DB.prepare("UPDATE groups SET description = ? WHERE id = ?").bind(`my ${canary.token}`, groupId).run();
	expect(await search(journey, logged(), readObjects)).toEqual([
		"code in console",
		"token in table groups",
		"token in answer to GET /api/v1/groups",
		`token in answer to GET /api/v1/groups/${groupId}`,
		"number in table log_events",
		`address in guard ${guard.id}`,
		"number in answer to GET /api/v1/logs?limit=1000",
	]);
}, 60_000);
