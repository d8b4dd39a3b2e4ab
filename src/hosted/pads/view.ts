// A view of a pad: its keys, and the sealed map that comes back with them and counts until an answer was judged.
import type { PadDevice } from "../../challenges/pad";
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import { drawKeys, type KeyGroup, type KeyMap, mapOf, readPressed } from "./keys";

/** What the keys answer. `answers`: how many answers were judged before, so a judged answer ends the earlier maps. */
export interface PadTurn {
	transactionId: string;
	typeKey: string;
	answers: number;
}

export interface PadView {
	groups: readonly KeyGroup[];
	/** Empty where the device has no keys. */
	sealed: string;
}

const placeOf = ({ transactionId, typeKey, answers }: PadTurn) => `hosted.pad:${transactionId}/${typeKey}/${answers}`;

export async function drawPad(ctx: Ctx, turn: PadTurn, device: PadDevice): Promise<PadView> {
	const groups = drawKeys(device);
	const sealed = groups.length === 0 ? "" : await seal(ctx.env.sealKeys, placeOf(turn), JSON.stringify(mapOf(groups)));
	return { groups, sealed };
}

/** What was typed by keys. Null: they are no keys of a view that still counts. */
export async function openPressed(ctx: Ctx, turn: PadTurn, sealed: string, pressed: string): Promise<string | null> {
	const opened = await open(ctx.env.sealKeys, placeOf(turn), sealed).catch(() => null);
	return opened === null ? null : readPressed(JSON.parse(opened) as KeyMap, pressed);
}
