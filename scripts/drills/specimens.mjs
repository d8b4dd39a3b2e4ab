// What the fuzz drill begins with: one of everything, made through the API, and requests that differ from valid ones.
import { randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { authenticatorOf } from "../../bench/filled.mjs";

const { hostileRequests, knownBodyChanges, sample, sampleOf, schemaOf } = await bundled(`
	import fc from "fast-check";
	export { hostileRequests, knownBodyChanges, schemaOf } from "./test/support/hostile/requests";
	export { sampleOf } from "./src/reference/sample";
	export const sample = fc.sample;
`);

/** What routes take at the most: files and receipts, and everything else. */
const largestBody = 3 * 1024 * 1024;
const usualBody = 64 * 1024;

/** The makers of bad requests are TypeScript, and belong to the tests. */
export async function bundled(contents) {
	const resolveDir = fileURLToPath(new URL("../..", import.meta.url));
	const { outputFiles } = await build({
		stdin: { contents, resolveDir, loader: "ts" },
		bundle: true,
		format: "esm",
		platform: "node",
		write: false,
	});
	return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/**
 * Makes users, hooks and accounts, and requests about them.
 * @param carrierUrl where hooks and accounts point to
 * @param {{ round: number, count: number }} which `round` is the seed, `count` how many requests
 * @returns the requests, mixed: `{ name, what, method, path, headers, body, contentLength }`
 */
export async function enrollAll(client, carrierUrl, { round, count }) {
	const document = await client.need("GET", "/openapi.json");
	await tidyUp(client);
	const { params, bodies, token } = await makeOneOfEach(client, carrierUrl, round);
	const headers = { authorization: `SSWS ${token}`, "content-type": "application/json" };
	const specimens = Object.entries(document.paths).flatMap(([pathTemplate, methods]) =>
		Object.entries(methods).map(([verb, operation]) => {
			const method = verb.toUpperCase();
			const name = `${method} ${pathTemplate}`;
			const schema = schemaOf({ operation });
			const valid = bodies[name] ?? (schema ? [sampleOf(document, schema, "request")] : []);
			const given = { ...nobodyIn(pathTemplate), ...params };
			const maxBodyBytes = /import|receipts/.test(pathTemplate) ? largestBody : usualBody;
			return {
				name,
				document,
				method,
				pathTemplate,
				operation,
				params: given,
				bodies: valid,
				headers: {},
				maxBodyBytes,
			};
		}),
	);
	const each = Math.ceil(count / specimens.length);
	const made = specimens.map((specimen) => requestsOf(specimen, each, round));
	// In turn, so that what one operation does meets the others. What is deleted goes last, and the rest meets it alive.
	const inTurn = Array.from({ length: each }, (_, turn) => made.flatMap((requests) => requests.slice(turn, turn + 1)));
	const ordered = inTurn.flat().toSorted((a, b) => (a.method === "DELETE") - (b.method === "DELETE"));
	return Promise.all(ordered.map(async (one) => ({ ...one, headers, body: await bytesOf(one.body?.()) })));
}

/** For a parameter that has no specimen: what nothing is called. */
const nobodyIn = (pathTemplate) =>
	Object.fromEntries([...pathTemplate.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name, "nobody00000000000000"]));

/** Half of them are the known changes, some in each round, and half are made by chance. */
function requestsOf(specimen, count, round) {
	const known = knownBodyChanges(specimen);
	const fromKnown = Math.min(known.length, count >> 1);
	const turn = Array.from({ length: fromKnown }, (_, index) => known[(round * fromKnown + index) % known.length]);
	const chance = sample(hostileRequests(specimen), { numRuns: count - fromKnown, seed: round + 1 });
	return [...turn, ...chance].map((request) => ({ ...request, name: specimen.name, method: specimen.method }));
}

/** Bytes of a body that is text, bytes or a stream. */
const bytesOf = async (body) => (body === undefined ? undefined : Buffer.from(await new Response(body).arrayBuffer()));

/** What the requests of earlier rounds left, and what would keep messages from leaving. */
async function tidyUp(client) {
	const hooks = "/api/v1/inlineHooks";
	for (const { id, status } of await client.need("GET", hooks)) {
		if (status === "ACTIVE") await client.need("POST", `${hooks}/${id}/lifecycle/deactivate`);
	}
	const rules = "/api/v1/delivery-routes";
	for (const { id } of await client.need("GET", rules)) await client.need("DELETE", `${rules}/${id}`);
	usualSettings ??= await client.need("GET", "/api/v1/delivery-settings");
	await client.need("PUT", "/api/v1/delivery-settings", usualSettings);
}

let usualSettings;

async function makeOneOfEach(client, carrierUrl, round) {
	const idOf = async (path, body) => (await client.need("POST", path, body)).id;
	const named = (word) => `${word} ${round}`;
	const api = "/api/v1";
	const login = `fuzz-${round}@example.com`;
	const userId = await idOf(`${api}/users`, { profile: { login, email: login, firstName: "Ada", lastName: "L" } });
	const factors = `${api}/users/${userId}/factors`;
	const authenticator = authenticatorOf(named("Fuzz"));
	const authenticatorId = await idOf(`${api}/authenticators`, authenticator);
	const token = {
		factorType: "token:hotp",
		provider: "CUSTOM",
		factorProfileId: authenticatorId,
		profile: { sharedSecret: randomBytes(20).toString("hex") },
	};
	const sms = { factorType: "sms", provider: "OKTA", profile: { phoneNumber: numberOf(round) } };
	const question = { question: "disliked_food", answer: "mayonnaise" };
	await client.need("POST", `${factors}?activate=true`, token);
	const phone = await client.need("POST", `${factors}?activate=true`, sms);
	const app = await client.need("POST", factors, { factorType: "token:software:totp", provider: "GOOGLE" });
	const carrier = {
		name: named("Carrier"),
		driver: "webhook",
		config: { url: carrierUrl },
		secrets: { signingSecret: `whsec_${randomBytes(32).toString("base64")}` },
	};
	const providerAccountId = await idOf(`${api}/provider-accounts`, carrier);
	const rule = { name: named("Rule"), priority: 1, conditions: {}, providers: [providerAccountId] };
	const config = { uri: carrierUrl, method: "POST", authScheme: { type: "HEADER", key: "Authorization", value: "x" } };
	const hook = {
		name: named("Hook"),
		type: "com.okta.telephony.provider",
		version: "1.0.0",
		channel: { type: "HTTP", version: "1.0.0", config },
	};
	const template = { name: named("Template"), type: "SMS_VERIFY_CODE", template: `Code: \${code}` };
	const { body: challenge } = await client.ask("POST", `${factors}/${phone.id}/verify`);
	return {
		token: (await client.need("POST", `${api}/api-tokens`, { name: named("fuzz"), role: "ADMINISTRATOR" })).token,
		params: {
			userId,
			factorId: phone.id,
			token: new URL(app._embedded.activation._links.qrcode.href).pathname.split("/").at(-1),
			authenticatorId,
			groupId: await idOf(`${api}/groups`, { profile: { name: named("Group") } }),
			apiTokenId: await idOf(`${api}/api-tokens`, { name: named("spare"), role: "READ_ONLY" }),
			providerAccountId,
			accountId: providerAccountId,
			deliveryRouteId: await idOf(`${api}/delivery-routes`, rule),
			inlineHookId: await idOf(`${api}/inlineHooks`, hook),
			templateId: await idOf(`${api}/templates/sms`, template),
			deliveryId: new URL(challenge._links?.poll?.href ?? "https://unsent.example/").pathname.split("/").at(-1),
			importId: await idOf(`${api}/token-imports`, { source: "FILE", authenticatorId }),
			deadLetterId: "dltNobody00000000000",
			methodType: "otp",
			file: "style.css",
		},
		bodies: {
			"POST /api/v1/users/{userId}/factors": [
				token,
				sms,
				{ factorType: "question", provider: "OKTA", profile: question },
			],
			"POST /api/v1/users/{userId}/factors/{factorId}/verify": [{ passCode: "123456" }, {}],
			"POST /api/v1/authenticators": [authenticator],
			"POST /api/v1/provider-accounts": [carrier],
			"PUT /api/v1/provider-accounts/{providerAccountId}": [carrier],
			"POST /api/v1/provider-accounts/{providerAccountId}/test": [{ channel: "SMS", to: numberOf(round) }],
			"POST /api/v1/delivery-routes": [rule],
			"PUT /api/v1/delivery-routes/{deliveryRouteId}": [rule],
			"POST /api/v1/inlineHooks": [hook],
			"POST /api/v1/inlineHooks/{inlineHookId}": [hook],
			"PUT /api/v1/inlineHooks/{inlineHookId}": [hook],
			"POST /api/v1/templates/sms": [template],
		},
	};
}

/** Numbers of area code 555 belong to nobody. Each round has a range of its own, because ranges have caps. */
const numberOf = (round) => `+1555${200 + (round % 700)}0123`;
