// The third part of the demo: an application hands a user over, step by step, and verifies the signed result.
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { registerAddress } from "../example/person.mjs";
import { allowAddresses, asker } from "../example/set-up.mjs";
import { createNarrator, require } from "./narrator.mjs";
import { mark, tidyUp } from "./tidy-up.mjs";

const path = "/api/v1/transactions";
/** An address gets no two messages in this time, unless an administrator says otherwise. */
const cooldownMs = 5_000;

const newSecret = () => randomBytes(32).toString("base64url");

/** As if the front page of Tessera were the application's. It is an address of this machine that answers. */
const returnUrlOf = ({ baseUrl }) => `${baseUrl}/`;

export async function playTransactions(narrator, { baseUrl, apiToken }) {
	narrator.why("PART THREE. An application hands its users over, and gets a signed result.");
	await tidyUp(narrator.ask);
	try {
		const { application, caller } = await newCaller(narrator, { baseUrl, apiToken });
		const person = await newPerson(narrator, caller);
		const browser = { deviceToken: newSecret() };
		const { result, own } = await playSignIn(caller, person, browser);
		await playVerification(narrator, { baseUrl, application, result, own });
		await playKnownBrowser(caller, person, browser);
		await playPages(caller, person);
	} finally {
		await tidyUp(narrator.ask, { leavesApplications: true });
	}
	narrator.why("The application stays until the next demo, and its token is revoked.");
}

async function newCaller({ tell, ask }, { baseUrl, apiToken }) {
	const { body: application } = await tell({
		text: "An application says where people may be sent back to, to the letter:",
		path: "/api/v1/applications",
		body: { name: `${mark}shop`, returnUrls: [returnUrlOf({ baseUrl })] },
		show: ({ body }) => `${body.id}, results signed by ${body.signingAlgorithm}`,
	});
	await allowAddresses(asker({ baseUrl, apiToken }), application.id);
	const inbox = await ask("POST", "/api/v1/provider-accounts", { name: `${mark}inbox`, driver: "inbox" });
	const route = { name: `${mark}e-mail`, priority: 1, conditions: { channels: ["EMAIL"] }, providers: [inbox.body.id] };
	await ask("POST", "/api/v1/delivery-routes", route);
	const { body } = await tell({
		text: "Its token speaks for this application alone:",
		path: "/api/v1/api-tokens",
		body: { name: `${mark}shop`, role: "VERIFIER", applicationId: application.id },
		show: ({ body }) => `${body.id}, ${body.role}`,
	});
	return { application, caller: { baseUrl, apiToken: body.token } };
}

/** Somebody who has registered an address, in a transaction like the one that follows. */
async function newPerson({ tell, ask, why }, caller) {
	const login = `kim-${Date.now().toString(36)}@example.com`;
	const { body: user } = await tell({
		text: "Kim, who has registered an address before:",
		path: "/api/v1/users?activate=true",
		body: { profile: { firstName: "Kim", lastName: "Demo", email: login, login } },
		show: ({ body }) => body.id,
	});
	const newestCode = async () =>
		(await ask("GET", `/dev/inbox.json?limit=1&to=${encodeURIComponent(login)}`)).body[0].code;
	await registerAddress(asker(caller), { user: user.id, email: login }, newestCode);
	why(`An address gets no two messages within ${cooldownMs / 1000} seconds, so the demo waits.`);
	await sleep(cooldownMs);
	return { id: user.id, newestCode };
}

async function playSignIn(caller, person, client) {
	const own = { state: newSecret(), nonce: newSecret() };
	const { body: begun } = await createNarrator(caller).tell({
		text: "Somebody says to be Kim. The application begins a transaction, and keeps its handle, state and nonce:",
		path,
		body: { user: person.id, client, returnUrl: returnUrlOf(caller), ...own },
		show: ({ body }) => `${body.transaction.id} ${body.transaction.status}: "${body.transaction.text}"`,
	});
	const { id } = begun.transaction;
	const { tell } = createNarrator({ ...caller, headers: { "transaction-handle": begun.handle } });
	const step = (name, body, rest) =>
		tell({ path: `${path}/${id}/${name}`, body, show: ({ body }) => `${body.status}: "${body.text}"`, ...rest });
	const answer = (given, rest) =>
		step("answer", { answer: given }, { show: ({ body }) => `${body.result}, ${body.transaction.status}`, ...rest });

	const { body } = await step("password", { result: "right" }, { text: "The application checks the password itself:" });
	console.log(`  Offered: ${body.offer.map(({ name }) => name).join(", ")}`);
	await step(
		"choose",
		{ type: "ChallengeEmail" },
		{
			text: "Kim chooses, and the code leaves:",
			show: ({ body }) => `"${body.text}" ${body.asked.messages[0].status}`,
		},
	);
	const code = await person.newestCode();
	const wrong = (code.startsWith("1") ? "2" : "1") + code.slice(1);
	await answer(wrong, { text: "A slip of the finger. The page stays:" });
	await answer(code, { text: "The code from the inbox:" });
	await answer(code, { text: "There is nothing left to answer:", status: 403, errorCode: "E0000107", show: null });
	const { body: back } = await step("redirect", undefined, {
		text: "The browser goes back to the application, with a code for one minute and the application's state:",
		show: ({ body }) => body.redirectTo.replace(/=[^&]{20}[^&]*/g, "=…"),
	});
	const query = new URL(back.redirectTo).searchParams;
	require(query.get("state") === own.state, "the application's own state", { status: 200, body: back });
	const redeem = (rest) => tell({ path: `${path}/redeem`, body: { code: query.get("code") }, ...rest });
	const { body: redeemed } = await redeem({
		text: "The application redeems the code, from its server:",
		show: ({ body }) => `a token of ${body.result.length} characters`,
	});
	await redeem({ text: "Whoever has seen the address comes too late:", status: 400, errorCode: "E0000001" });
	return { result: redeemed.result, own: { ...own, id, user: person.id } };
}

async function playVerification({ why }, { baseUrl, application, result, own }) {
	why("It verifies the token by the published keys, and compares transaction and nonce with its own session:");
	const { payload } = await jwtVerify(result, createRemoteJWKSet(new URL("/.well-known/jwks.json", baseUrl)), {
		algorithms: ["ES256"],
		issuer: baseUrl,
		audience: application.id,
		typ: "transaction-result+jwt",
	});
	const isOwn = payload.jti === own.id && payload.nonce === own.nonce && payload.sub === own.user;
	require(isOwn, "a result of this transaction", { status: 200, body: payload });
	console.log(`  ${JSON.stringify({ ...payload, nonce: "…" })}`);
}

const playKnownBrowser = (caller, person, client) =>
	createNarrator(caller).tell({
		text: "Kim comes again in the same browser. Now it is known, and nothing is asked:",
		path,
		body: { user: person.id, client, checkpoint: "POST_AUTHENTICATION" },
		show: ({ body }) => body.transaction.status,
	});

/** Nothing is clicked here. */
const playPages = (caller, person) =>
	createNarrator(caller).tell({
		text: "Tessera has pages, too. Open this address in a browser, once, within 15 minutes. The code is at /dev/inbox:",
		path,
		body: {
			user: person.id,
			checkpoint: "POST_AUTHENTICATION",
			client: { deviceToken: newSecret() },
			returnUrl: returnUrlOf(caller),
			...{ state: newSecret(), nonce: newSecret() },
		},
		show: ({ body }) => body.hostedUrl,
	});
