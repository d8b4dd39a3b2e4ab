// Messages through carriers of the generic webhook, and the receipts that such a carrier signs.
import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { createCtx } from "../../../src/context";
import type { AdmittedSend } from "../../../src/delivery/admit";
import { type Delivery, deliver } from "../../../src/delivery/deliver";
import { standardWebhookHeaders } from "../../../src/drivers/signatures/standard-webhooks";
import { newId } from "../../../src/ids";
import { createWorld, unique, type World } from "../../support/world";
import { nextCountry, request, triesOf } from "../sends";

export const signingSecret = `whsec_${btoa("s".repeat(32))}`;

/** Answers of carriers to a request to send: their status, or an error. The key is the first label of the host. */
export type Carriers = Record<string, "PENDING" | "SUCCESSFUL" | "FAILED" | "BROKEN">;

interface Word {
	status: string;
	transactionId: string;
}

const action = (...value: Word[]) => ({ commands: [{ type: "com.okta.telephony.action", value }] });

/** A world with a route for its own origin country. The carriers are tried in their order. */
export async function createCarriers(carriers: Carriers) {
	const fetch = async (input: RequestInfo | URL) => {
		const behaviour = carriers[new URL(String(input)).hostname.split(".")[0]!];
		if (behaviour === undefined || behaviour === "BROKEN") throw new Error("the connection broke");
		return new Response(JSON.stringify(action({ status: behaviour, transactionId: unique("tx") })), {
			headers: { "content-type": "application/json" },
		});
	};
	const world = await createWorld({ fetch: fetch as typeof globalThis.fetch });
	const accounts: string[] = [];
	for (const name of Object.keys(carriers)) {
		const answer = await world.call("POST", "/api/v1/provider-accounts", {
			name: unique(name),
			driver: "webhook",
			config: { url: `https://${name}.example.com/` },
			secrets: { signingSecret },
		});
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		accounts.push(answer.body.id);
	}
	const country = nextCountry();
	const route = { name: unique("route"), conditions: { originCountries: [country] }, providers: accounts };
	const made = await world.call("POST", "/api/v1/delivery-routes", route);
	if (made.status !== 200) throw new Error(JSON.stringify(made.body));
	return { world, accounts, country };
}

export const code = "493817";
let number = 1_000;

/** Sends, and waits for the background work. */
export async function send(
	world: World,
	country: string,
	changes: Partial<AdmittedSend> = {},
): Promise<Delivery & { providerMessageId: string | null }> {
	number += 1;
	const destination = `+1415555${number}`;
	const execution = createExecutionContext();
	const ctx = createCtx(env, { now: world.ctx.now, fetch: world.ctx.fetch }, (work) => execution.waitUntil(work));
	const user = { id: unique("00u"), login: "ada@example.com", firstName: "Ada", lastName: null, locale: "en" };
	const sent = { ...request(country), destination, user, code, expiresAt: world.clock.now + 300_000 };
	const outcome = await deliver(ctx, { ...sent, id: newId("delivery", world.clock.now), ...changes });
	if (outcome.result !== "taken") throw new Error(JSON.stringify(outcome));
	await waitOnExecutionContext(execution);
	const tries = await triesOf(outcome.delivery.id);
	const taken = tries.find(({ result }) => result === "accepted");
	return { ...outcome.delivery, providerMessageId: (taken?.provider_message_id ?? null) as string | null };
}

/** A callback of the carrier, signed with the account's secret or another. */
export const report = (world: World, path: string, status: string, transactionId: string, secret = signingSecret) =>
	reportAll(world, path, [{ status, transactionId }], secret);

/** One callback about many messages. */
export async function reportAll(world: World, path: string, words: readonly Word[], secret = signingSecret) {
	const body = JSON.stringify(action(...words));
	const signed = await standardWebhookHeaders({ id: unique("msg"), body, secret, nowMs: world.clock.now });
	return world.call("POST", path, undefined, { token: null, rawBody: body, headers: signed });
}

/** The log's receipts of a delivery, oldest first. */
export async function receiptEvents(deliveryId: string) {
	const { results } = await env.DB.prepare(
		`SELECT event FROM log_events WHERE event_type LIKE '%receive_status' AND event LIKE ? ORDER BY seq`,
	)
		.bind(`%${deliveryId}%`)
		.all<{ event: string }>();
	return results.map((row) => JSON.parse(row.event));
}
