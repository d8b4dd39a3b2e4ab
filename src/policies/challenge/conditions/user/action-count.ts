// How often policies have ended in an action for this user, in the last seconds. PURE.
import * as z from "zod";
import { type Action, actions, type Checkpoint, checkpoints } from "../../checkpoints";
import { type CountAsked, countKey } from "../../facts";
import { condition, seconds } from "../condition";

export const actionCount = condition({
	id: "user-action-count",
	alias: "User: Action Count Timed",
	title: "Count of an action in a period",
	parameters: z.strictObject({
		action: z.enum(actions).meta({ title: "Action" }),
		checkpoint: z.enum(checkpoints).nullable().default(null).meta({ title: "Checkpoint; any, when left out" }),
		seconds: seconds.default(300),
		moreThan: z.int().min(0).max(1000).default(3).meta({ title: "More than" }),
	}),
	facts: ["counts"],
	counts: asked,
	prepare(parameters) {
		const key = countKey(asked(parameters));
		return ({ counts }) => {
			const count = counts?.[key];
			return count === undefined ? null : count > parameters.moreThan;
		};
	},
});

function asked({ action, checkpoint, seconds }: Asked): CountAsked {
	return { count: "actions", action, checkpoint, seconds };
}

interface Asked {
	action: Action;
	checkpoint: Checkpoint | null;
	seconds: number;
}
