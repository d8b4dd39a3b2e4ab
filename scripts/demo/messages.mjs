// The second part of the demo: codes are sent to the development inbox, by a hook, and past a dead provider.
import { randomBytes, randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, deadUrl, signedHeaders, startCarrier } from "./carrier.mjs";
import { require } from "./narrator.mjs";
import { mark, tidyUp } from "./tidy-up.mjs";

const writtenWithinMs = 5_000;

export async function playMessages(narrator) {
	narrator.why("PART TWO. Codes that are sent. Nothing leaves this machine.");
	await tidyUp(narrator.ask);
	await requireNoHook(narrator.ask);
	try {
		const route = await playInbox(narrator);
		await playHook(narrator);
		await playFailover(narrator, route);
	} finally {
		await tidyUp(narrator.ask);
	}
	narrator.why("The hook, the route and the accounts are deleted again.");
}

async function playInbox({ tell, ask }) {
	const inbox = await tell({
		text: "A provider account is where messages go. This one keeps them, for a developer to read at /dev/inbox:",
		path: "/api/v1/provider-accounts",
		body: { name: `${mark}inbox`, driver: "inbox" },
		show: ({ body }) => `${body.id} ${body.status}`,
	});
	const route = await tell({
		text: "A route says which accounts a message is tried with, and in which order:",
		path: "/api/v1/delivery-routes",
		body: {
			name: `${mark}text messages`,
			priority: 1,
			conditions: { channels: ["SMS"] },
			providers: [inbox.body.id],
		},
		show: ({ body }) => `${body.id}, priority ${body.priority}`,
	});
	const person = await newPerson(tell, "Ines");
	await challenge(tell, person, "She signs in somewhere, and a code is sent:");
	const [message] = (await ask("GET", `/dev/inbox.json?to=${encodeURIComponent(person.phone)}`)).body;
	console.log(`  In the inbox: "${message.text.replaceAll("\n", " ")}"`);
	await verify(tell, person, message.code, "She types what her phone shows:");
	await verify(tell, person, message.code, "Like every code, it is good once:", { status: 403, errorCode: "E0000068" });
	await tell({
		text: "A second message within 30 seconds isn't sent. That keeps people calm, and those out who earn by messages:",
		path: `${person.factor}/verify`,
		status: 429,
		errorCode: "E0000109",
		show: ({ headers }) => `Retry-After: ${headers.get("retry-after")}`,
	});
	return route.body;
}

async function playHook({ tell, ask, why }) {
	const service = await startCarrier("demo-hook");
	try {
		const { body: hook } = await tell({
			text: "Whoever has a service of their own for messages makes it a telephony hook, as with Okta:",
			path: "/api/v1/inlineHooks",
			body: {
				name: `${mark}our own service`,
				type: "com.okta.telephony.provider",
				version: "1.0.0",
				channel: {
					type: "HTTP",
					version: "1.0.0",
					config: {
						uri: service.url,
						authScheme: { type: "HEADER", key: "Authorization", value: "Bearer of-the-demo" },
					},
				},
			},
			show: ({ body }) => `${body.id} ${body.status}`,
		});
		const person = await newPerson(tell, "Jonas");
		const preview = await tell({
			text: "What will the service get? A preview, with a code that is nobody's:",
			path: `/api/v1/inlineHooks/${hook.id}/preview`,
			body: { userId: person.id, event: "com.okta.user.telephony.mfa-verification" },
			show: ({ body }) => JSON.stringify(body.data.messageProfile),
		});
		const edited = structuredClone(preview.body);
		edited.data.messageProfile.phoneNumber = "+15555550100";
		await tell({
			text: "Edited, to another number, and executed. The answer is the service's own:",
			path: `/api/v1/inlineHooks/${hook.id}/execute`,
			body: edited,
			show: ({ body }) => JSON.stringify(body.commands),
		});
		await challenge(tell, person, "Now for real. The hook is active, so it takes over from the route:");
		const { headers, body } = service.received.at(-1);
		const { otpCode, deliveryChannel } = body.data.messageProfile;
		console.log(`  The service got: ${deliveryChannel}, ${body.requestType}, Authorization: ${headers.authorization}`);
		await verify(tell, person, otpCode, "It would send the code to Jonas, who types it:");
		why("Calls are counted by hook and day. The trial isn't among them:");
		const path = `/api/v1/inlineHooks/${hook.id}/metrics`;
		const metrics = await untilTrue(ask, path, ({ total }) => total === 1);
		console.log(`  GET ${path}\n  → 200  ${JSON.stringify({ ...metrics, days: `${metrics.days.length} days` })}`);
		await tell({
			text: "Switched off, it gives way to the route again:",
			path: `/api/v1/inlineHooks/${hook.id}/lifecycle/deactivate`,
			show: ({ body }) => body.status,
		});
	} finally {
		service.close();
	}
}

async function playFailover({ tell, ask, why }, route) {
	const carrier = await startCarrier("demo-carrier");
	const signingSecret = `whsec_${randomBytes(32).toString("base64")}`;
	try {
		const newAccount = async (name, url, text) =>
			(
				await tell({
					text,
					path: "/api/v1/provider-accounts",
					body: { name: mark + name, driver: "webhook", config: { url }, secrets: { signingSecret } },
					show: ({ body }) => `${body.id}, keeps ${body.secretNames}`,
				})
			).body.id;
		const dead = await newAccount("dead carrier", await deadUrl(), "Two carriers. Nobody listens at the first one:");
		const alive = await newAccount("living carrier", carrier.url);
		await tell({
			method: "PUT",
			path: `/api/v1/delivery-routes/${route.id}`,
			body: { name: route.name, conditions: route.conditions, providers: [dead, alive] },
			show: ({ body }) => body.providers.join(", then "),
		});
		const person = await newPerson(tell, "Maya");
		const { body } = await challenge(
			tell,
			person,
			"The message arrives all the same. Nobody had to wait or to ask again:",
		);
		const { headers, body: request } = carrier.received[0];
		const { otpCode } = request.data.messageProfile;
		console.log(`  The living carrier got one request, signed: ${headers["webhook-signature"]}`);
		await verify(tell, person, otpCode, "Maya types her code:");

		const path = `/api/v1/deliveries/${body._embedded.delivery.id}`;
		why("What was tried is in the delivery's timeline, without the code and with the number masked:");
		printTimeline(path, await untilTrue(ask, path, ({ attempts }) => attempts.length === 2));

		why("Later the carrier reports, signed with the secret that both know. A forged report changes nothing:");
		const receipt = JSON.stringify(commands("SUCCESSFUL", "demo-carrier-1", "demo-carrier"));
		const report = async (secret, status) => {
			const raw = { headers: signedHeaders(secret, "demo-receipt-1", receipt), text: receipt };
			const answer = await ask("POST", `/receipts/${alive}`, undefined, raw);
			console.log(`  POST /receipts/${alive} ${receipt}\n  → ${answer.status}`);
			require(answer.status === status, `status ${status}`, answer);
		};
		await report(`whsec_${randomBytes(32).toString("base64")}`, 401);
		const unmoved = await ask("GET", path);
		require(unmoved.body.status === "sent", "a delivery that is still sent", unmoved);
		await report(signingSecret, 200);
		printTimeline(path, await untilTrue(ask, path, (delivery) => delivery.status === "delivered"));
	} finally {
		carrier.close();
	}
}

/** Somebody with a phone that the administrator vouches for. Numbers with area code 555 belong to nobody. */
async function newPerson(tell, firstName) {
	const phone = `+1555${randomInt(2_000_000, 10_000_000)}`;
	const login = `${firstName.toLowerCase()}-${Date.now().toString(36)}@example.com`;
	const { body: user } = await tell({
		text: `${firstName}, with a phone:`,
		path: "/api/v1/users?activate=true",
		body: { profile: { firstName, lastName: "Demo", email: login, login, mobilePhone: phone } },
		show: ({ body }) => body.id,
	});
	const { body: factor } = await tell({
		path: `/api/v1/users/${user.id}/factors?activate=true`,
		body: { factorType: "sms", provider: "OKTA", profile: { phoneNumber: phone } },
		show: ({ body }) => `${body.id} ${body.status}`,
	});
	return { id: user.id, phone, factor: `/api/v1/users/${user.id}/factors/${factor.id}` };
}

const challenge = (tell, person, text) =>
	tell({
		text,
		path: `${person.factor}/verify`,
		show: ({ body }) => `${body.factorResult}, ${body._embedded.delivery.status}`,
	});

const verify = (tell, person, passCode, text, rest) =>
	tell({
		text,
		path: `${person.factor}/verify`,
		body: { passCode },
		show: ({ body }) => body.factorResult,
		...rest,
	});

/** Attempts, metrics and receipts are written just after the answer. */
async function untilTrue(ask, path, isThere) {
	for (const until = Date.now() + writtenWithinMs; ; await sleep(100)) {
		const answer = await ask("GET", path);
		if (answer.status === 200 && isThere(answer.body)) return answer.body;
		require(Date.now() < until, "what was just done to be there", answer);
	}
}

function printTimeline(path, { status, destination, attempts }) {
	console.log(`  GET ${path}\n  → 200  ${status}, to ${destination}`);
	for (const { at, provider, result, receipts } of attempts) {
		console.log(`    ${at}  ${provider}  ${result}  ${receipts.map((receipt) => receipt.status).join(", ")}`);
	}
}

/** A hook of the developer's own would get the demo's messages. */
async function requireNoHook(ask) {
	const answer = await ask("GET", "/api/v1/inlineHooks");
	const isFree = answer.body.every(({ status }) => status !== "ACTIVE");
	require(isFree, "no active inline hook (deactivate yours first)", answer);
}
