// Deliveries as rows, for lists and totals: written as a send writes them, without the send.
import { env } from "cloudflare:test";
import { destinationHashOf } from "../../../src/delivery/records/list";
import { newId } from "../../../src/ids";
import type { World } from "../../support/world";

interface Made {
	to?: string;
	userId?: string | null;
	country?: string | null;
	status?: string;
	channel?: string;
	/** Epoch ms. */
	at?: number;
	/** The accounts that were tried, with what came of each; the last one took the message. */
	tries?: readonly (readonly [accountId: string, status: string])[];
	hookId?: string | null;
	sourceId?: string | null;
}

/** @returns its id */
export async function createDelivery(world: World, made: Made = {}): Promise<string> {
	const { to = "+819012345678", userId = null, country = "JP", channel = "SMS", hookId = null, sourceId = null } = made;
	const { at = world.clock.now, tries = [], status = "queued" } = made;
	const id = newId("delivery", at);
	const taker = tries.at(-1)?.[0] ?? null;
	await env.DB.batch([
		env.DB.prepare(
			`INSERT INTO deliveries (id, channel, destination_hash, destination_masked, recipient_sealed, country, purpose,
				user_id, status, hook_id, account_id, source_id, is_judged, expires_at, created_at, last_updated_at)
			VALUES (?1, ?2, ?3, ?4, '', ?5, 'verification', ?6, ?7, ?8, ?9, ?10, 1, ?11, ?12, ?12)`,
		).bind(
			id,
			channel,
			await destinationHashOf(world.ctx, to),
			`${to.slice(0, 5)}*****${to.slice(-2)}`,
			country,
			userId,
			tries.at(-1)?.[1] ?? status,
			hookId,
			taker,
			sourceId,
			at + 300_000,
			at,
		),
		...tries.map(([accountId, tried], position) =>
			env.DB.prepare(
				`INSERT INTO delivery_tries (delivery_id, position, account_id, provider_name, result, status, started_at,
					duration_ms) VALUES (?, ?, ?, 'twilio', ?, ?, ?, 120)`,
			).bind(id, position, accountId, tried === "failed" ? "failed" : "accepted", tried, at),
		),
	]);
	return id;
}
