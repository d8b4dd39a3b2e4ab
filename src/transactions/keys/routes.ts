// The public keys of results, for whoever verifies one, and the keys' states, for administrators.
import * as z from "zod";
import type { Ctx } from "../../context";
import { Reply } from "../../web/reply";
import { administrators, type Route, readers, route } from "../../web/router";
import { cachedMs, keyStates, signingAlgorithms } from "./rotation";
import { listSigningKeys, publishedKeys, replaceSigningKeys, type SigningKeyRow } from "./service";
import { expiresSoon, listUploadedKeys, removeUploadedKey, uploadKey } from "./uploaded";

const tag = "Transactions";

const SigningKeyView = z
	.object({
		kid: z.string(),
		algorithm: z.enum(signingAlgorithms),
		state: z.enum(keyStates),
		created: z.iso.datetime(),
		stateSince: z.iso.datetime(),
		expires: z.iso.datetime().nullable().meta({ description: "When its certificates expire. Null: it has none" }),
		expiresSoon: z.boolean().meta({ description: "Within 30 days" }),
	})
	.meta({ id: "SigningKey" });

const KeyUploadInput = z.strictObject({
	privateKey: z
		.string()
		.min(1)
		.max(10_000)
		.meta({ description: "RSA, PKCS #8 in PEM, not encrypted. No answer shows it again" }),
	certificates: z
		.string()
		.min(1)
		.max(40_000)
		.meta({ description: "X.509 in PEM: the key's own first, each signed by the one after it" }),
});

const ofApplication = "/api/v1/applications/{applicationId}/signing-keys";

function toView(ctx: Ctx, row: SigningKeyRow): z.input<typeof SigningKeyView> {
	const { kid, algorithm, state, createdAt, stateSince, expiresAt } = row;
	return {
		kid,
		algorithm,
		state,
		created: new Date(createdAt).toISOString(),
		stateSince: new Date(stateSince).toISOString(),
		expires: expiresAt === null ? null : new Date(expiresAt).toISOString(),
		expiresSoon: expiresSoon(row, ctx.now()),
	};
}

export const signingKeyRoutes: Route[] = [
	route({
		method: "GET",
		path: "/.well-known/jwks.json",
		tag,
		summary: "Get the public keys of results",
		description: "RFC 7517. A key is here for an hour before it signs, and for an hour after it has signed.",
		access: "public",
		answer: z.object({ keys: z.array(z.record(z.string(), z.unknown())) }),
		handle: async (ctx) =>
			new Reply({ keys: await publishedKeys(ctx) }, { "cache-control": `public, max-age=${cachedMs / 1000}` }),
	}),
	route({
		method: "GET",
		path: "/api/v1/signing-keys",
		tag,
		summary: "List the keys that sign results",
		access: readers,
		answer: z.array(SigningKeyView),
		handle: async (ctx) => (await listSigningKeys(ctx)).map((row) => toView(ctx, row)),
	}),
	route({
		method: "POST",
		path: "/api/v1/signing-keys/replace",
		tag,
		summary: "Replace keys that have become known",
		description:
			"Removes the current keys at once, and the next ones sign. Results that were signed before are refused from " +
			"then on. Without this, keys change by themselves every 90 days.",
		access: administrators,
		handle: (ctx) => replaceSigningKeys(ctx),
	}),
	route({
		method: "GET",
		path: ofApplication,
		tag,
		summary: "List the keys of an application",
		description: "Those that were uploaded for results by RS256.",
		access: readers,
		answer: z.array(SigningKeyView),
		handle: async (ctx, { params }) =>
			(await listUploadedKeys(ctx, params.applicationId)).map((row) => toView(ctx, row)),
	}),
	route({
		method: "POST",
		path: ofApplication,
		tag,
		summary: "Upload a key of an application",
		description:
			"Signs the results of an application whose `signingAlgorithm` is RS256. The first key signs at once. A later one " +
			"is published first, and takes over in a night after at least an hour. The same key with new certificates stays " +
			"what it is.",
		access: administrators,
		body: KeyUploadInput,
		answer: SigningKeyView,
		handle: async (ctx, { params, body }) => toView(ctx, await uploadKey(ctx, params.applicationId, body)),
	}),
	route({
		method: "DELETE",
		path: `${ofApplication}/{kid}`,
		tag,
		summary: "Remove a key of an application at once",
		description:
			"A key that has become known. Results that it signed are refused from then on. The next key signs, if there is one.",
		access: administrators,
		handle: (ctx, { params }) => removeUploadedKey(ctx, params.applicationId, params.kid),
	}),
];
