// Drill: the local server is killed between any two steps of transactions, and in the midst of each. Then they go on.
import { createLocalJWKSet, jwtVerify } from "jose";
import { inParallel } from "../../bench/load.mjs";
import { registerAddress } from "../example/person.mjs";
import { asker, setUp } from "../example/set-up.mjs";
import { connectTo } from "./client.mjs";
import { killWhole, withHome } from "./local.mjs";
import { SignIn, steps } from "./sign-in.mjs";

/** Milliseconds from the begin of a step to the end of the server. Between two steps, the answer has been there. */
const beforeTheEnd = { between: [null], within: [20, 150] };
/** A busy machine may break a connection before the end. */
const leastArrived = 0.9;
const appUrl = "http://localhost:3000";
const login = (index) => `drill-${index}@example.com`;

export const transactions = () =>
	withHome(async ({ start }) => {
		const server = await start();
		const { application, caller, users } = await prepare(server);
		const client = connectTo({ ...server, apiToken: caller.apiToken });
		const all = points.map((point, index) => ({ ...point, signIn: new SignIn(users[index]) }));
		const arrived = await playToTheirPoints(client, all);
		await endInTheMidst(server, client, arrived);

		const again = await start();
		const faults = await goOnAll(again, { ...again, apiToken: caller.apiToken }, all, application);
		const repeated = all.filter(({ signIn }) => signIn.beginnings > 1).length;
		return {
			isKept: faults.length === 0 && arrived.length >= leastArrived * all.length,
			figures:
				`killed at ${steps.length} points between and ${steps.length} within the steps of ${arrived.length} ` +
				`transactions: ${faults.length} of ${all.length} without a verified result or with a message that nobody was ` +
				`shown, ${repeated} begun again${faults.map((fault) => `; ${fault}`).join("")}`,
		};
	});

/** @returns what is wrong: without a result, or with messages that nobody was shown */
async function goOnAll(server, caller, all, audience) {
	const client = connectTo(caller);
	const faults = [];
	await inParallel(8, all.length, async (index) => {
		const { signIn, where } = all[index];
		await signIn.goOn(client).catch((error) => faults.push(`${where}: ${error.message}`));
	});
	const keys = createLocalJWKSet(await client.need("GET", "/.well-known/jwks.json"));
	const inbox = await asker(server)("GET", "/dev/inbox.json?limit=200");
	for (const { signIn, where } of all) {
		const hidden = inbox.filter(({ to, deliveryId }) => to === signIn.email && !signIn.shown.has(deliveryId));
		if (hidden.length > 0) faults.push(`${where}: ${hidden.length} messages that nobody was shown`);
		if (signIn.result === null) continue;
		const isOwn = await isResultOf(signIn, keys, { issuer: server.baseUrl, audience });
		if (!isOwn) faults.push(`${where}: another one's result`);
	}
	client.close();
	return faults;
}

/** All points in time, each with its transactions. */
const points = Object.entries(beforeTheEnd).flatMap(([where, delays]) =>
	steps.flatMap((name, step) => delays.map((delay) => ({ delay, step, where: `${where} ${name}` }))),
);

/** An application, and as many users who can be sent a code. From here on, the inbox has the drill's messages alone. */
async function prepare(server) {
	const ask = asker(server);
	await ask("PUT", "/api/v1/send-limits", {
		mail: { cooldownSeconds: 0, perDestination: { hourly: 500, daily: 500 }, perRangeHourly: null },
	});
	const environment = await setUp(server, { name: "Drill", appUrl, login: login("first") });
	const caller = { ...server, apiToken: environment.TESSERA_TOKEN };
	const users = Array.from({ length: points.length });
	await inParallel(8, points.length, async (index) => {
		const email = login(index);
		const { id } = await ask("POST", "/api/v1/users?activate=true", { profile: { login: email, email } });
		const inbox = `/dev/inbox.json?limit=1&to=${encodeURIComponent(email)}`;
		await registerAddress(asker(caller), { user: id, email }, async () => (await ask("GET", inbox))[0].code);
		users[index] = { id, email, returnUrl: `${appUrl}/signed-in` };
	});
	await ask("DELETE", "/dev/inbox");
	return { application: environment.TESSERA_APPLICATION, caller, users };
}

/** @returns those that came there. The others go on later from wherever they are */
async function playToTheirPoints(client, all) {
	const arrived = [];
	await inParallel(8, all.length, async (index) => {
		const { delay, step, signIn } = all[index];
		const isThere = await signIn.playUntil(client, delay === null ? step + 1 : step).then(
			() => true,
			() => false,
		);
		if (isThere) arrived.push(all[index]);
	});
	return arrived;
}

/** Those between two steps stay there. The others begin theirs, and the server ends. */
async function endInTheMidst(server, client, all) {
	const longest = Math.max(...beforeTheEnd.within);
	const begun = all
		.filter(({ delay }) => delay !== null)
		.map(async ({ delay, step, signIn }) => {
			await new Promise((resolve) => setTimeout(resolve, longest - delay));
			// Most have no answer any more.
			await signIn.take(client, step).catch(() => {});
		});
	await new Promise((resolve) => setTimeout(resolve, longest));
	await killWhole(server);
	client.close();
	await Promise.all(begun);
}

/** As an application verifies it. */
async function isResultOf({ id, user, nonce, result }, keys, { issuer, audience }) {
	const { payload } = await jwtVerify(result.jwt, keys, {
		currentDate: result.at,
		algorithms: ["ES256"],
		issuer,
		audience,
		typ: "transaction-result+jwt",
	});
	return payload.jti === id && payload.sub === user && payload.nonce === nonce;
}
