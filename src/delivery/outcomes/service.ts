// Outcomes: what other systems tell of the codes that they verify (docs/decisions/0025).
import { type Ctx, hasRole } from "../../context";
import { notFound, wrongStatus } from "../../errors";
import { queueEvent } from "../../log/write";
import type { Outcome } from "../../messages/message";
import { type EnteredEvent, keepOutcome, keepOutcomeOfEvent, tellableForMs } from "../records/outcome";
import { type DeliveryRow, findDelivery } from "../records/read";
import { countEntered } from "../records/write";

/**
 * Keeps the outcome of a delivery. A source doesn't learn whether there are deliveries of others.
 * @throws 403 E0000107 for a second outcome, a late one, and one of a code that is verified here
 */
export async function tellOutcome(ctx: Ctx, deliveryId: string, outcome: Outcome): Promise<void> {
	const row = await findDelivery(ctx, deliveryId);
	const isOthers = hasRole(ctx.actor, ["SOURCE"]) && row?.sourceId !== sourceOf(ctx);
	if (row === null || isOthers) throw notFound("Delivery", deliveryId);
	if (row.sourceId === null) throw wrongStatus("outcome-of-ours");
	if (row.createdAt <= ctx.now() - tellableForMs) throw wrongStatus("outcome-late");
	const kept = await keepOutcome(ctx, deliveryId, outcome);
	if (kept === null) throw wrongStatus("outcome-told");
	await follow(ctx, kept, outcome);
}

const sourceOf = ({ actor }: Ctx) => (actor.kind === "token" ? actor.sourceId : undefined);

/** Keeps what the event tells of the newest delivery that it fits. An event that fits none changes nothing. */
export async function tellEntered(ctx: Ctx, sourceId: string, event: EnteredEvent): Promise<void> {
	const kept = await keepOutcomeOfEvent(ctx, sourceId, event);
	if (kept !== null) await follow(ctx, kept, "entered");
}

/** Logs the outcome, and has the meter count a code that was entered. */
async function follow(ctx: Ctx, row: DeliveryRow, outcome: Outcome): Promise<void> {
	if (outcome === "entered") ctx.background(countEntered(ctx, row));
	await queueEvent(ctx, {
		eventType: "system.delivery.outcome",
		target: [{ id: row.id, type: "Delivery" }],
		debugData: { outcome, source: row.sourceId ?? "" },
	});
}
