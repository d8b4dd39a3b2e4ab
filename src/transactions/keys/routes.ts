// The public keys of results, for whoever verifies one, and the keys' states, for administrators.
import * as z from "zod";
import { Reply } from "../../web/reply";
import { administrators, type Route, readers, route } from "../../web/router";
import { cachedMs, keyStates, signingAlgorithms } from "./rotation";
import { listSigningKeys, publishedKeys, replaceSigningKeys, type SigningKeyRow } from "./service";

const tag = "Transactions";

const SigningKeyView = z
	.object({
		kid: z.string(),
		algorithm: z.enum(signingAlgorithms),
		state: z.enum(keyStates),
		created: z.iso.datetime(),
		stateSince: z.iso.datetime(),
	})
	.meta({ id: "SigningKey" });

const toView = ({ kid, algorithm, state, createdAt, stateSince }: SigningKeyRow): z.input<typeof SigningKeyView> => ({
	kid,
	algorithm,
	state,
	created: new Date(createdAt).toISOString(),
	stateSince: new Date(stateSince).toISOString(),
});

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
		handle: async (ctx) => (await listSigningKeys(ctx)).map(toView),
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
];
