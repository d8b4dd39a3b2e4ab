// Rules of an enrolment policy at the door and on the wire, in Okta's shapes.
import * as z from "zod";
import { singleLine } from "../../../web/text";
import { answered, ignored } from "../../../web/validate";
import { policyPriority, policyStatus, policyType } from "../schema";

/** When a user is asked to enrol what the policy requires. CHALLENGE and LOGIN mean the same, as with Okta. */
export const enrollChoices = ["CHALLENGE", "LOGIN", "NEVER", "NEVER_INCLUDING_RECOVERY"] as const;

const maxExcluded = 200;

const users = z.strictObject({
	exclude: z
		.array(z.string().min(1).max(40))
		.max(maxExcluded)
		.default([])
		.meta({ description: "Ids of users whom the rule doesn't hold" }),
});

const network = z.strictObject({
	connection: z.literal("ANYWHERE").default("ANYWHERE").meta({ description: "There are no network zones here" }),
});

const enroll = z.strictObject({
	self: z.enum(enrollChoices).default("CHALLENGE").meta({ description: "When a user is asked to enroll" }),
});

export const PolicyRuleInput = z.strictObject({
	...answered,
	system: ignored,
	status: ignored,
	type: policyType,
	name: singleLine(255).min(1).meta({ description: "Unique within the policy, whatever its letters' case" }),
	priority: policyPriority.optional().meta({
		description: "1 is asked first. Left out, a new rule is the last before the default rule, another stays.",
	}),
	conditions: z
		.strictObject({
			people: z.strictObject({ users: users.prefault({}) }).prefault({}),
			network: network.prefault({}),
		})
		.prefault({}),
	actions: z.strictObject({ enroll: enroll.prefault({}) }).prefault({}),
});
export type PolicyRuleInput = z.infer<typeof PolicyRuleInput>;

export const PolicyRuleView = z.object({
	id: z.string(),
	type: policyType,
	name: z.string(),
	status: policyStatus,
	priority: z.int(),
	system: z.boolean().meta({ description: "Whether it is the default policy's default rule" }),
	conditions: z.object({
		people: z.object({ users: z.object({ exclude: z.array(z.string()) }) }),
		network: z.object({ connection: z.literal("ANYWHERE") }),
	}),
	actions: z.object({ enroll: z.object({ self: z.enum(enrollChoices) }) }),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
});
export type PolicyRuleView = z.infer<typeof PolicyRuleView>;
