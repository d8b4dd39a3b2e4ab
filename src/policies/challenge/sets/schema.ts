// The policy set of a checkpoint: how its policies' scores are joined, and what overrides the outcome.
import * as z from "zod";
import { reason } from "../../../errors/cause";
import { answered } from "../../../web/validate";
import { actions, checkpoints } from "../checkpoints";
import { seconds } from "../conditions/condition";
import { results } from "../definition";
import { engines, maxScore } from "../score";

const maxOverrides = 50;

const bound = z.int().min(0).max(maxScore);

const ScoreOverride = z
	.strictObject({ minimum: bound, maximum: bound, ...results })
	.refine(({ minimum, maximum }) => minimum <= maximum, reason("range-order"));

const ActionOverride = z.strictObject({
	from: z.enum(actions),
	to: z.enum(actions),
	count: z.int().min(1).max(1000).meta({ description: "After so many decisions with `from` for the user …" }),
	seconds: seconds.meta({ description: "… in so many seconds" }),
});

export const lockDuration = z
	.int()
	.min(0)
	.max(30 * 86_400_000)
	.refine((ms) => ms === 0 || ms >= 60_000, reason("lock-duration"))
	.default(1_800_000)
	.meta({
		description:
			"Milliseconds after which failures of a challenge type count no more, at least 60000; 0: they count until the " +
			"user is unlocked",
	});

const fields = {
	engine: z.enum(engines).default("MAXIMUM"),
	scoreOverrides: z
		.array(ScoreOverride)
		.max(maxOverrides)
		.default([])
		.meta({ description: "The first whose range has the final score replaces the actions, and adds its alerts" }),
	allowActionOverrides: z.boolean().default(false),
	actionOverrides: z
		.array(ActionOverride)
		.max(maxOverrides)
		.default([])
		.meta({ description: "Replace an action that came too often. Only while `allowActionOverrides` is true" }),
	lockDuration,
};

export const PolicySetInput = z.strictObject({ ...answered, checkpoint: z.unknown().optional(), ...fields });
export type PolicySetInput = z.output<typeof PolicySetInput>;

export const PolicySet = z.object({ checkpoint: z.enum(checkpoints), ...fields });
export type PolicySet = z.output<typeof PolicySet>;
