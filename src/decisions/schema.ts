// Questions for a decision, and decisions, at the door and on the wire.
import * as z from "zod";
import { deviceToken } from "../devices/schema";
import { actions, challengeTypes, checkpoints } from "../policies/challenge/checkpoints";
import { alert } from "../policies/challenge/lists/schema";
import {
	type ChallengePolicyInput as ChallengePolicyContent,
	ChallengePolicyInput,
} from "../policies/challenge/schema";
import { riskClasses } from "../policies/challenge/score";
import { ignored } from "../web/validate";

const ClientFacts = z
	.strictObject({
		ip: z.union([z.ipv4(), z.ipv6()]).optional(),
		country: z
			.string()
			.regex(/^[A-Z]{2}$/)
			.optional()
			.meta({ description: "ISO 3166" }),
		asn: z.int().min(0).max(4_294_967_295).optional(),
		latitude: z.number().min(-90).max(90).optional(),
		longitude: z.number().min(-180).max(180).optional(),
		userAgent: z.string().min(1).max(1000).optional(),
		deviceToken: deviceToken.optional(),
	})
	.meta({ description: "Of the person's own browser. What is left out is unknown: it is never the caller's own" });
export type ClientFacts = z.output<typeof ClientFacts>;

export const DecisionInput = z.strictObject({
	checkpoint: z.enum(checkpoints),
	user: z.string().min(1).max(100).optional().meta({ description: "Id or login. Left out: not known yet" }),
	application: z
		.string()
		.min(1)
		.max(40)
		.optional()
		.meta({ description: "Id. A token of an application speaks for this application" }),
	client: ClientFacts.prefault({}),
	record: z.boolean().default(false).meta({
		description: "Whether the decision joins the history, from which devices, speed and counts are known",
	}),
});
export type DecisionInput = z.output<typeof DecisionInput>;

export const DecisionQuery = z.object({
	explain: z
		.stringbool({ truthy: ["true"], falsy: ["false"] })
		.default(false)
		.meta({ description: "With the trace: what matched and what didn't" }),
});

const PolicyTrace = z.object({
	policyId: z.string(),
	ranBy: z.string().nullable().meta({ description: "The policy that ran this one" }),
	policy: z.string(),
	score: z.int(),
	actions: z.array(z.enum(actions)),
	rules: z.array(
		z.object({
			rule: z.string(),
			result: z.enum(["TRUE", "FALSE", "NOT_RUN"]),
			conditions: z.array(
				z.object({
					condition: z.string(),
					parameters: z.record(z.string(), z.unknown()),
					is: z.boolean(),
					holds: z.boolean(),
					isUnknown: z.boolean().meta({ description: "Whether the value on error decided" }),
					facts: z.array(z.string()).meta({ description: "What it compares. Their values stand once in the trace" }),
				}),
			),
		}),
	),
	combinations: z.array(z.object({ rules: z.record(z.string(), z.string()), matched: z.boolean() })),
});

const Trace = z.object({
	facts: z.record(z.string(), z.unknown()).meta({
		description: "What the policies have asked for: name of the fact → its value, masked. Null is unknown",
	}),
	policies: z.array(PolicyTrace),
	precedence: z.array(z.enum(actions)).meta({ description: "Of several actions, the first of these is final" }),
	scoreOverride: z.int().nullable().meta({ description: "The place of the score override that took effect" }),
	actionOverride: z.int().nullable().meta({ description: "The place of the action override that took effect" }),
});

export const DecisionView = z.object({
	id: z.string().nullable().meta({ description: "Null for a decision that isn't recorded" }),
	checkpoint: z.enum(checkpoints),
	action: z.enum(actions),
	actionGroup: z.string().nullable().meta({ description: "By which a policy asked for the action" }),
	reason: z
		.enum(["no_method", "temporary_allow"])
		.nullable()
		.meta({
			description:
				"`no_method`: there is nothing to challenge by. `temporary_allow`: policies block, and customer care lets the user " +
				"be challenged",
		}),
	score: z.int(),
	riskClass: z.enum(riskClasses),
	challengeTypes: z.array(z.enum(challengeTypes)).meta({ description: "What may be offered" }),
	alerts: z.array(alert),
	revision: z.int().meta({ description: "Of the policies" }),
	trace: Trace.optional(),
});
export type DecisionView = z.output<typeof DecisionView>;

/** A draft of a policy. Its name and its checkpoint stay. */
export const WhatIfInput = ChallengePolicyInput.omit({ name: true, checkpoint: true }).extend({
	name: ignored,
	checkpoint: ignored,
});
export type WhatIfInput = Omit<ChallengePolicyContent, "name" | "checkpoint">;

export const WhatIfQuery = z.object({
	limit: z.coerce.number().int().min(1).max(1000).default(500),
	after: z.string().min(1).max(100).optional(),
});
export type WhatIfQuery = z.output<typeof WhatIfQuery>;

export const WhatIfView = z.object({
	examined: z.int(),
	changed: z.int(),
	notRecorded: z.int().meta({ description: "Recorded without a fact that the draft asks for: not decided again" }),
	changes: z.array(
		z.object({
			from: z.enum(actions),
			to: z.enum(actions),
			count: z.int(),
			examples: z.array(z.string()).meta({ description: "Ids of decisions" }),
		}),
	),
	next: z.string().nullable().meta({ description: "`after` of the next page; null on the last" }),
});
