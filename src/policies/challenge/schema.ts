// Challenge policies at the door and on the wire.
import * as z from "zod";
import { singleLine } from "../../web/text";
import { answered, ignored } from "../../web/validate";
import { checkpoints } from "./checkpoints";
import { id } from "./conditions/condition";
import { parts, weight } from "./definition";
import { ChallengeListPart, ChallengeListView, partId } from "./lists/schema";
import { engines } from "./score";

const maxGroups = 200;

export const checkpoint = z.enum(checkpoints);
const status = z.enum(["ACTIVE", "INACTIVE"]);

export const policyName = singleLine(255)
	.min(1)
	.meta({ description: "Unique, whatever its letters' case", examples: ["New devices"] });

const fields = {
	name: policyName,
	description: singleLine(255).nullable().default(null),
	checkpoint: checkpoint.default("PRE_AUTHENTICATION"),
	engine: z.enum(engines).default("AVERAGE").meta({ description: "Joins the scores of the rules" }),
	weight: weight.meta({ description: "In percent, when a weighted engine joins the policies of the checkpoint" }),
	groupIds: z
		.array(id)
		.max(maxGroups)
		.nullable()
		.default(null)
		.meta({ description: "Groups whose members it holds; null: everybody; none: it only runs inside others" }),
	...parts,
};

export const ChallengePolicyInput = z.strictObject({ ...answered, status: ignored, ...fields });
/** What a request sets. Beside it, the input has what is only in answers. */
export type ChallengePolicyInput = Pick<z.output<typeof ChallengePolicyInput>, keyof typeof fields>;

export const ChallengePolicyCreateQuery = z.object({
	activate: z
		.stringbool({ truthy: ["true"], falsy: ["false"] })
		.default(true)
		.meta({ description: "Whether it starts ACTIVE" }),
});

export const ChallengePolicyListQuery = z.object({
	checkpoint: checkpoint.optional(),
	limit: z.coerce.number().int().min(1).max(200).default(50),
	after: z.string().min(1).max(100).optional(),
});
export type ChallengePolicyListQuery = z.output<typeof ChallengePolicyListQuery>;

export const ChallengePolicyCopy = z.strictObject({ name: policyName, checkpoint });
export type ChallengePolicyCopy = z.output<typeof ChallengePolicyCopy>;

const maxParts = 100;

/** What an export answers, an import takes. */
export const PolicyDocument = z.strictObject({
	lists: z.array(ChallengeListPart).max(maxParts).default([]),
	policies: z
		.array(ChallengePolicyInput.extend({ id: partId }))
		.min(1)
		.max(maxParts),
});
export type PolicyDocument = z.output<typeof PolicyDocument>;

export const ChallengePolicyView = z.object({
	id: z.string(),
	status,
	...fields,
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
});
export type ChallengePolicyView = z.output<typeof ChallengePolicyView>;

export const PolicyDocumentView = z.object({
	lists: z.array(ChallengeListView),
	policies: z.array(ChallengePolicyView),
});

export const ConditionView = z.object({
	id: z.string(),
	alias: z.string().nullable().meta({ description: "Its name in Oracle Adaptive Access Manager" }),
	title: z.string(),
	facts: z.array(z.string()),
	parameters: z.record(z.string(), z.unknown()).meta({ description: "A JSON Schema, with titles for a form" }),
	list: z.string().nullable().meta({ description: "The kind of list that `listId` names" }),
});
