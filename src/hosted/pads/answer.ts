// What a form with a pad sends: a text that was typed, or keys that were pressed.
import * as z from "zod";
import type { Ctx } from "../../context";
import { invalid } from "../../errors";
import { openPressed, type PadTurn } from "./view";

export const PadFields = z.object({
	answer: z.string().trim().max(200),
	/** The sealed map of the keys, and the keys in their order. */
	pad: z.string().max(8_000).default(""),
	keys: z.string().max(600).default(""),
});
export type PadFields = z.infer<typeof PadFields>;

/** Throws E0000001 for a form without an answer, and for keys that don't count any more. */
export async function readAnswer(ctx: Ctx, turn: PadTurn, { answer, pad, keys }: PadFields): Promise<string> {
	if (answer !== "") return answer;
	if (keys === "") throw invalid("answer", "missing");
	const pressed = await openPressed(ctx, turn, pad, keys);
	if (pressed === null) throw invalid("answer", "keys-used");
	return pressed;
}
