// The only file that knows which object holds a transaction, and how its answers become errors.
import type { CodeKeeper } from "../challenges/codes/store";
import type { Ctx } from "../context";
import { notFound, wrongStatus } from "../errors";
import { randomCharacters } from "../ids";
import type { LogEvent } from "../log/event";
import { callObject } from "../objects";
import { createEntry, enterEntry, entryOf } from "./entries";
import type { TransactionFacts } from "./facts";
import type { ClaimAnswer, Step, StepAnswer, Transaction } from "./object";
import type { Outcome } from "./outcome";
import type { Event, EventOf, Refused } from "./states/event";
import type { State } from "./states/state";
import type { KeptTransaction } from "./store";
import type { Entry } from "./way";

/** Most calls may be made twice: a step has an id, and a claim its delivery's. */
function withTransaction<Answer>(
	ctx: Ctx,
	id: string,
	call: (transaction: DurableObjectStub<Transaction>) => Promise<Answer>,
	isRepeatable = true,
): Promise<Answer> {
	const namespace = ctx.env.bindings.TRANSACTIONS as DurableObjectNamespace<Transaction>;
	return callObject(ctx.deadlines, namespace, id, call, { isRepeatable });
}

export const createKept = (ctx: Ctx, facts: TransactionFacts, state: State): Promise<KeptTransaction> =>
	withTransaction(
		ctx,
		facts.id,
		(transaction) => transaction.create(facts, state, createEntry(ctx, facts)) as unknown as Promise<KeptTransaction>,
	);

/** Null: there is no such transaction, or not any more. */
export async function findKept(ctx: Ctx, id: string, { isApiStep = false } = {}): Promise<KeptTransaction | null> {
	const json = await withTransaction(ctx, id, (transaction) => transaction.read(ctx.now(), isApiStep));
	return json === null ? null : JSON.parse(json);
}

export const enterKept = (ctx: Ctx, facts: TransactionFacts, entry: Entry): Promise<boolean> => {
	const entries = { right: enterEntry(ctx, facts, true), wrong: enterEntry(ctx, facts, false) };
	return withTransaction(ctx, facts.id, (transaction) => transaction.enter(entry, entries, ctx.now()));
};

/** The calls about what an allowed transaction hands out. */
export const outcomeOf = (ctx: Ctx, { id }: TransactionFacts) => ({
	takeCode: (hash: string, entry: LogEvent) =>
		withTransaction(ctx, id, (transaction) => transaction.takeCode(hash, entry, ctx.now())),
	keepResult: (result: NonNullable<Outcome["result"]>, entry: LogEvent) =>
		withTransaction(ctx, id, (transaction) => transaction.keepResult(result, entry, ctx.now())),
	/** Made once: a second try would be refused, whether the first one's answer arrived or not. */
	redeem: (hash: string, entries: { right: LogEvent; wrong: LogEvent }) =>
		withTransaction(ctx, id, (transaction) => transaction.redeem(hash, entries, ctx.now()), false),
});

/**
 * Takes a step from what the caller has seen. Throws E0000107 when the event doesn't fit.
 * @param isBound whether something that happened meanwhile makes the event void. Then the transaction comes as it is
 */
export async function takeStep(
	ctx: Ctx,
	{ facts, version }: KeptTransaction,
	event: Event,
	{ isBound = false }: { isBound?: boolean } = {},
): Promise<KeptTransaction> {
	const wanted = { ...stepOf(ctx, facts, event), ...(isBound ? { version } : {}) };
	const answer = await withTransaction(
		ctx,
		facts.id,
		(transaction) => transaction.step(wanted) as unknown as Promise<StepAnswer>,
	);
	if (answer === null) throw notFound("Transaction", facts.id);
	const { refused, kept } = answer;
	if (refused === null || refused === "moved") return kept;
	throw refusedError(refused, kept.state);
}

const refusedError = (refused: Refused, { name }: State) =>
	refused === "state"
		? wrongStatus("transaction-state", { status: name })
		: wrongStatus(refused === "judging" ? "answer-under-way" : "challenge-unavailable");

const stepOf = <E extends Event>(ctx: Ctx, facts: TransactionFacts, event: E): Step & { event: E } => ({
	id: randomCharacters(20),
	event,
	entry: entryOf(ctx, facts, event),
	now: ctx.now(),
});

/**
 * The object as the keeper of its codes. It notes each message before the message leaves.
 * @param fieldKey of the field that is proven; null: the code is the challenge's
 */
export function keeperOf(ctx: Ctx, facts: TransactionFacts, fieldKey: string | null = null): CodeKeeper {
	const keyOf = (typeKey: string) => (fieldKey === null ? typeKey : `${fieldKey}/${typeKey}`);
	return {
		async claim(typeKey, made, deliveryId, now) {
			const event: EventOf<"SEND_BEGUN"> = { type: "SEND_BEGUN", typeKey, fieldKey, deliveryId, at: now };
			const wanted = { key: keyOf(typeKey), made, step: { ...stepOf(ctx, facts, event), id: deliveryId } };
			const claim = await withTransaction(
				ctx,
				facts.id,
				(transaction) => transaction.claim(wanted) as unknown as Promise<ClaimAnswer>,
			);
			if (claim.result === "refused") throw wrongStatus("challenge-unavailable");
			return claim;
		},
		async giveBack(typeKey, deliveryId) {
			const event: EventOf<"SEND_TAKEN_BACK"> = { type: "SEND_TAKEN_BACK", deliveryId };
			await withTransaction(ctx, facts.id, (transaction) =>
				transaction.giveBack(keyOf(typeKey), stepOf(ctx, facts, event)),
			);
		},
		end: () => withTransaction(ctx, facts.id, (transaction) => transaction.endCodes()),
	};
}
