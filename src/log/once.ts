// Events that come in floods: the first of its kind in a minute is logged, and says how many weren't before it.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { type OwnFacts, queueEvent } from "./write";

const windowMs = 60_000;
const maxKinds = 1_000;

interface Kind {
	/** The window whose event is logged. */
	window: number;
	/** How many events came since. */
	unlogged: number;
}

/** As with everything that an isolate remembers, each database has its own. */
const known = new WeakMap<D1Database, Map<string, Kind>>();

/**
 * Logs the event unless one of its kind was logged in the same minute. The isolates know nothing of each other, so all
 * of them give the minute's event the same uuid. The log keeps the first of them. Its `refusedMeanwhile` is what one
 * isolate left out.
 * @param kind what makes two events equal, such as a limit and whom it refused
 */
export function queueOnce(ctx: Ctx, kind: string, facts: OwnFacts): void {
	const kinds = kindsOf(ctx);
	const window = Math.floor(ctx.now() / windowMs);
	const last = kinds.get(kind);
	if (last?.window === window) {
		last.unlogged += 1;
		return;
	}
	if (kinds.size >= maxKinds) kinds.clear();
	kinds.set(kind, { window, unlogged: 0 });
	ctx.background(queueFirst(ctx, `${window}:${kind}`, withRefused(facts, last?.unlogged ?? 0)));
}

/** Says how many events of the same kind came since the last one that was logged. */
export const withRefused = (facts: OwnFacts, refusedMeanwhile: number): OwnFacts =>
	refusedMeanwhile === 0
		? facts
		: { ...facts, debugData: { ...facts.debugData, refusedMeanwhile: String(refusedMeanwhile) } };

async function queueFirst(ctx: Ctx, name: string, facts: OwnFacts): Promise<void> {
	const hash = await keyedHash(ctx.env.lookupKey, "log.once", name);
	await queueEvent(ctx, { ...facts, uuid: uuidOf(hash) });
}

/** A UUID of version 8, which is for hashes of one's own (RFC 9562 5.8). */
const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-8$3-8$4-$5");

function kindsOf(ctx: Ctx): Map<string, Kind> {
	const { DB } = ctx.env.bindings;
	const kinds = known.get(DB) ?? new Map<string, Kind>();
	known.set(DB, kinds);
	return kinds;
}
