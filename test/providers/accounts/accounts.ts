// Provider accounts made through the API.
import type { Ctx } from "../../../src/context";
import { unique, type World } from "../../support/world";

export const accountsPath = "/api/v1/provider-accounts";

export const signingSecret = `whsec_${btoa("x".repeat(32))}`;

/** The input for an account. The default driver calls a URL, because its form is short. */
export const accountInput = (more: Record<string, unknown> = {}) => ({
	name: unique("Carrier"),
	driver: "webhook",
	config: { url: "https://carrier.example.com/otp" },
	secrets: { signingSecret },
	...more,
});

export const emailAccount = {
	driver: "resend",
	config: { fromAddress: "no-reply@example.com" },
	secrets: { apiKey: "re_0123456789abcdef" },
};

/** Creates an account, which is ACTIVE unless the query says otherwise. */
export async function createAccount(world: World, more: Record<string, unknown> = {}, query = "") {
	const answer = await world.call("POST", accountsPath + query, accountInput(more));
	if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	return { id: answer.body.id as string, path: `${accountsPath}/${answer.body.id}`, body: answer.body };
}

/**
 * Deletes all routes and accounts. Tests of a file share one database, so a test that needs none deletes them first.
 */
export async function removeAllProviders(world: World): Promise<void> {
	for (const path of ["/api/v1/delivery-routes", accountsPath]) {
		for (const { id } of (await world.call("GET", path)).body) await world.call("DELETE", `${path}/${id}`);
	}
}

/** Types of the log's events about an entity, oldest first, and the events as one text. */
export async function eventsAbout(world: World, id: string) {
	const { results } = await world.ctx.env.bindings.DB.prepare(
		"SELECT event FROM log_events WHERE event ->> '$.target[0].id' = ? ORDER BY seq",
	)
		.bind(id)
		.all<{ event: string }>();
	return { types: results.map(({ event }) => JSON.parse(event).eventType), text: JSON.stringify(results) };
}

export const production = (ctx: Ctx): Ctx => ({ ...ctx, env: { ...ctx.env, isDevelopment: false } });
