// `npm run demo`: the main job, codes that are sent, and a sign-in, told step by step over HTTP. It needs `npm start`.
// Ends with 1 when any answer isn't what the story says. It may be played any number of times.
import { setTimeout as sleep } from "node:timers/promises";
import { readCredentials } from "./credentials.mjs";
import { playMessages } from "./demo/messages.mjs";
import { createNarrator, require } from "./demo/narrator.mjs";
import { newToken } from "./demo/token.mjs";
import { playTransactions } from "./demo/transactions.mjs";

const stepSeconds = 30;
const settings = {
	protocol: "TOTP",
	algorithm: "HMacSHA256",
	encoding: "base32",
	passCodeLength: 6,
	timeIntervalInSeconds: stepSeconds,
	acceptableAdjacentIntervals: 3,
};
const failureLimit = 5;
const logWithinMs = 20_000;

try {
	const credentials = readCredentials();
	const narrator = createNarrator(credentials);
	await play(narrator);
	await playMessages(narrator);
	await playTransactions(narrator, credentials);
	console.log("\nThat was it. /docs has the rest of the API, /dev/inbox the messages.\n");
} catch (error) {
	const isDown = error.cause?.code === "ECONNREFUSED";
	console.error(
		`\nThe demo stopped: ${isDown ? "no server answers. Run npm start in another terminal." : error.message}\n`,
	);
	process.exitCode = 1;
}

async function play({ tell, ask, why }) {
	const name = `demo ${Date.now().toString(36)}`;

	const { body: authenticator } = await tell({
		text: "An authenticator describes one kind of token. An administrator adds it, in two calls as Okta's SDKs do:",
		path: "/api/v1/authenticators?activate=true",
		body: { key: "custom_otp", name: `Key fob, ${name}` },
		show: ({ body }) => `${body.id} ${body.status}`,
	});
	await tell({
		text: "Its settings say how the tokens compute codes. They are set once; a later change would break every token.",
		method: "PUT",
		path: `/api/v1/authenticators/${authenticator.id}/methods/otp`,
		body: settings,
		show: ({ body }) => `factorProfileId ${body.factorProfileId}`,
	});
	const login = `${name.replace(" ", "-")}@example.com`;
	const { body: user } = await tell({
		text: "Somebody to verify:",
		path: "/api/v1/users?activate=true",
		body: { profile: { firstName: "Dana", lastName: "Demo", email: login, login } },
		show: ({ body }) => `${body.id} ${body.status}`,
	});
	const token = newToken({ hash: "sha256", digits: settings.passCodeLength });
	const { body: factor } = await tell({
		text: "Dana's key fob holds a secret. Enrolling means telling it to Tessera, which seals it and never shows it again:",
		path: `/api/v1/users/${user.id}/factors?activate=true`,
		body: {
			factorType: "token:hotp",
			provider: "CUSTOM",
			factorProfileId: authenticator.id,
			profile: { sharedSecret: token.secret },
		},
		show: ({ body }) => `${body.id} ${body.status}, "${body.vendorName}"`,
	});
	require(!JSON.stringify(factor).includes(token.secret), "an answer without the secret", { body: factor });

	const verify = (passCode, rest) =>
		tell({ path: `/api/v1/users/${user.id}/factors/${factor.id}/verify`, body: { passCode }, ...rest });
	const step = Math.floor(Date.now() / 1000 / stepSeconds);
	await verify(token.codeAt(step), {
		text: "The fob shows a code (computed here with node:crypto). This call is what the product is for:",
		show: ({ body }) => body.factorResult,
	});
	await verify(token.codeAt(step), {
		text: "Somebody looked over Dana's shoulder and sends the same code again. A code is accepted once:",
		status: 403,
		errorCode: "E0000082",
	});
	await tell({
		text: "That counted as a failed attempt. The help desk clears it, so that the next part starts from zero:",
		path: `/api/v1/users/${user.id}/lifecycle/unlock`,
	});

	why(`Now somebody guesses. ${failureLimit} wrong codes are judged:`);
	for (const passCode of wrongCodes(token, step)) await verify(passCode, { status: 403, errorCode: "E0000068" });
	const refused = await verify(token.codeAt(step + 1), {
		text: "From then on nothing is judged for five minutes, not even a right code, and the wait doesn't grow:",
		status: 429,
		errorCode: "E0000047",
		show: ({ headers }) => `Retry-After: ${headers.get("retry-after")}`,
	});
	const retryAfter = Number(refused.headers.get("retry-after"));
	require(retryAfter > 0 && retryAfter <= 300, "Retry-After of at most 300 seconds", refused);
	await tell({
		text: "Dana calls the help desk, which clears the failures:",
		path: `/api/v1/users/${user.id}/lifecycle/unlock`,
	});
	await verify(token.codeAt(step + 1), {
		text: "The code that was refused unjudged is still good:",
		show: ({ body }) => body.factorResult,
	});

	why("All of it is in the System Log. Verdicts reach it about six seconds after the answer:");
	for (const event of await readLog(ask, user.id)) {
		const { result, reason } = event.outcome;
		console.log(`  ${event.published}  ${event.eventType.padEnd(38)} ${result}${reason ? ` (${reason})` : ""}`);
	}
}

/** Codes that the token shows at no time near now: neither in the window nor in the recent past. */
function wrongCodes(token, step) {
	const near = new Set(Array.from({ length: 101 }, (_, index) => token.codeAt(step - 50 + index)));
	const codes = Array.from({ length: 200 }, (_, index) => String(index * 4_999).padStart(settings.passCodeLength, "0"));
	return codes.filter((code) => !near.has(code)).slice(0, failureLimit);
}

/** The user's events, once all that must be there are there. */
async function readLog(ask, userId) {
	const verdicts = "user.authentication.auth_via_mfa";
	const expected = {
		"user.lifecycle.create SUCCESS": 1,
		"user.mfa.factor.activate SUCCESS": 1,
		[`${verdicts} SUCCESS`]: 2,
		[`${verdicts} FAILURE`]: 1 + failureLimit,
		"system.operation.rate_limit.violation DENY": 1,
		"user.account.unlock_by_admin SUCCESS": 2,
	};
	const path = `/api/v1/logs?limit=100&filter=${encodeURIComponent(`target.id eq "${userId}"`)}`;
	console.log(`  GET ${path}`);
	for (const until = Date.now() + logWithinMs; ; await sleep(500)) {
		const answer = await ask("GET", path);
		require(answer.status === 200, "status 200", answer);
		const kinds = answer.body.map((event) => `${event.eventType} ${event.outcome.result}`);
		const count = (kind) => kinds.filter((other) => other === kind).length;
		if (Object.entries(expected).every(([kind, times]) => count(kind) === times)) {
			return answer.body.sort((a, b) => a.published.localeCompare(b.published));
		}
		require(Date.now() < until, `the events ${JSON.stringify(expected)}`, { status: 200, body: kinds });
	}
}
