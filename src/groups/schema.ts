// Groups at the door and on the wire, in Okta's shapes.
import * as z from "zod";
import { singleLine } from "../web/text";

export const groupTypes = ["OKTA_GROUP", "BUILT_IN"] as const;

export const GroupInput = z.object({
	profile: z.strictObject({
		name: singleLine(255)
			.min(1)
			.meta({ description: "Unique, whatever its letters' case", examples: ["Warehouse"] }),
		description: singleLine(1024).nullish(),
	}),
});
export type GroupInput = z.infer<typeof GroupInput>;

const defaultLimit = 200;

export const GroupPageQuery = z.object({
	limit: z.coerce.number().int().min(1).max(1000).default(defaultLimit),
	after: z.string().min(1).max(1_000).optional(),
});
export type GroupPageQuery = z.infer<typeof GroupPageQuery>;

const maxFilterLength = 2_000;

export const GroupListQuery = GroupPageQuery.extend({
	search: z.string().min(1).max(maxFilterLength).optional().meta({ description: "A SCIM filter" }),
	filter: z.string().min(1).max(maxFilterLength).optional().meta({ description: "A SCIM filter" }),
	q: z.string().min(1).max(255).optional().meta({ description: "The start of a name" }),
});
export type GroupListQuery = z.infer<typeof GroupListQuery>;

export const GroupMembersQuery = GroupPageQuery.extend({
	limit: z.coerce.number().int().min(1).max(1000).default(1000),
});

export const GroupView = z.object({
	id: z.string(),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	lastMembershipUpdated: z.iso.datetime(),
	objectClass: z.array(z.literal("okta:user_group")),
	type: z.enum(groupTypes),
	profile: z.object({ name: z.string(), description: z.string().nullable() }),
	_links: z.object({ users: z.object({ href: z.string() }) }),
});
export type GroupView = z.infer<typeof GroupView>;
