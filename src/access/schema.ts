// API tokens at the door and on the wire.
import * as z from "zod";
import { permissions, roles } from "../context";
import { reason } from "../errors/cause";
import { singleLine } from "../web/text";
import { defaultRateLimit, rateLimits } from "./rate-limit";

const applicationId = z.string().meta({ description: "The application that the token acts for; null: none" });
const sourceId = z.string().meta({ description: "With the role SOURCE: its inbound source; null otherwise" });

export const ApiTokenInput = z
	.object({
		name: singleLine(255)
			.min(1)
			.meta({ description: "What the token is for", examples: ["checkout service"] }),
		role: z.enum(roles).meta({ description: "What the token may do" }),
		permissions: z.array(z.enum(permissions)).max(permissions.length).default([]).meta({
			description: "With the role HELP_DESK or ADMINISTRATOR: what customer care may do beyond its role",
		}),
		rateLimit: z.enum(rateLimits).default(defaultRateLimit).meta({
			description: "How many requests a minute are let through: about 600, 6,000 or 60,000. Then 429 E0000047",
		}),
		applicationId: applicationId.min(1).max(40).nullish(),
		sourceId: sourceId.min(1).max(40).nullish(),
	})
	// An administrator makes tokens, and so could act for every application. A source acts for itself.
	.refine(({ role, applicationId }) => (role !== "ADMINISTRATOR" && role !== "SOURCE") || applicationId == null, {
		error: reason("application-token-role"),
		path: ["role"],
	})
	.refine(({ role, permissions }) => permissions.length === 0 || role === "HELP_DESK" || role === "ADMINISTRATOR", {
		error: reason("permission-of-role"),
		path: ["permissions"],
	})
	.refine(({ role, sourceId }) => (role === "SOURCE") === (sourceId != null), {
		error: reason("source-of-token"),
		path: ["sourceId"],
	});
export type ApiTokenInput = z.input<typeof ApiTokenInput>;

export const ApiTokenView = z.object({
	id: z.string(),
	name: z.string(),
	role: z.enum(roles),
	permissions: z.array(z.enum(permissions)),
	rateLimit: z.enum(rateLimits),
	applicationId: applicationId.nullable(),
	sourceId: sourceId.nullable(),
	status: z.enum(["ACTIVE", "REVOKED"]),
	created: z.iso.datetime(),
	createdBy: z
		.object({ id: z.string(), displayName: z.string() })
		.nullable()
		.meta({ description: "Whoever made the token; null where that isn't known" }),
	lastUsed: z.iso.datetime().nullable().meta({
		description: "Up to an hour before the last request with the token; null: none that is known",
	}),
	revoked: z.iso.datetime().nullable(),
});
export type ApiTokenView = z.infer<typeof ApiTokenView>;

export const NewApiTokenView = ApiTokenView.extend({
	token: z.string().meta({ description: "The token itself. It is shown this once and can't be read again." }),
});
export type NewApiTokenView = z.infer<typeof NewApiTokenView>;

export const ApiTokenListQuery = z.object({
	limit: z.coerce.number().int().min(1).max(200).default(200),
	after: z.string().max(100).optional(),
});
export type ApiTokenListQuery = z.infer<typeof ApiTokenListQuery>;
