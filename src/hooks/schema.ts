// Inline hooks at the door and on the wire: Okta's shapes, for the one type and the one channel that Tessera has.
import * as z from "zod";
import { reason } from "../errors/cause";
import { headerName, headerSecret, headerValue } from "../web/header-fields";
import { singleLine } from "../web/text";
import { telephonyHookType } from "./telephony";

const HookHeader = z.object({ key: headerName, value: headerValue });
export type HookHeader = z.infer<typeof HookHeader>;

const needsAuthScheme = reason("auth-scheme-missing");

const authSchemeFields = {
	type: z.literal("HEADER").default("HEADER"),
	key: headerName.meta({ description: "Name of the header that carries the secret", examples: ["Authorization"] }),
};
const NewAuthScheme = z.object({ ...authSchemeFields, value: headerSecret }, needsAuthScheme);
const AuthScheme = z.object({ ...authSchemeFields, value: headerSecret.optional() }, needsAuthScheme);

const Config = z.object({
	uri: z.string().meta({
		description: "Where requests go: https, a public host, at most 1,024 characters, no user name or password",
		examples: ["https://sms.example.com/okta"],
	}),
	method: z.literal("POST").default("POST"),
	headers: z.array(HookHeader).max(20).nullish().meta({ description: "More headers for each request" }),
	authScheme: AuthScheme,
	callWord: z
		.string()
		.regex(/^(?!sms$)[a-z][a-z _-]{0,31}$/i, reason("hook-call-word"))
		.nullish()
		.meta({
			description: "The `deliveryChannel` of a call, where the service compares it; VOICE CALL when left out",
			examples: ["Voice"],
		}),
});

const version = z.string().regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/, reason("version-format"));

const Channel = z.object({
	type: z.literal("HTTP", reason("hook-channel")).default("HTTP"),
	version: version.default("1.0.0"),
	config: Config,
});

const type = z.literal(telephonyHookType, reason("hook-type", { type: telephonyHookType }));

const name = singleLine(255).min(1).meta({ description: "What administrators call it; no two have the same name" });

/** A status in the body is ignored, as in Okta: whether another hook is active decides. */
export const InlineHookInput = z.object({
	name,
	type,
	version: version.default("1.0.0"),
	channel: Channel.extend({ config: Config.extend({ authScheme: NewAuthScheme }) }),
});
export type InlineHookInput = z.infer<typeof InlineHookInput>;

export const InlineHookReplacement = z.object({
	name,
	type: type.optional(),
	version: version.default("1.0.0"),
	channel: Channel,
});
export type InlineHookReplacement = z.infer<typeof InlineHookReplacement>;

/** What is left out stays as it is. */
export const InlineHookChange = z.object({
	name: name.optional(),
	type: type.optional(),
	version: version.optional(),
	channel: z
		.object({
			type: Channel.shape.type.optional(),
			version: version.optional(),
			config: Config.partial().extend({ authScheme: AuthScheme.partial().optional() }).optional(),
		})
		.optional(),
});
export type InlineHookChange = z.infer<typeof InlineHookChange>;

export const InlineHookListQuery = z.object({
	type: z.string().max(100).optional().meta({ description: "Only hooks of this type" }),
});

export const InlineHookView = z
	.object({
		id: z.string(),
		status: z.enum(["ACTIVE", "INACTIVE"]),
		name: z.string(),
		type: z.literal(telephonyHookType),
		version: z.string(),
		channel: z.object({
			type: z.literal("HTTP"),
			version: z.string(),
			config: z.object({
				uri: z.string(),
				headers: z.array(HookHeader),
				method: z.literal("POST"),
				authScheme: z.object({ type: z.literal("HEADER"), key: z.string() }),
				callWord: z.string().optional(),
			}),
		}),
		created: z.iso.datetime(),
		lastUpdated: z.iso.datetime(),
		_links: z.record(z.string(), z.unknown()),
	})
	.meta({ id: "InlineHook", description: "An inline hook; its secret is never answered" });
export type InlineHookView = z.infer<typeof InlineHookView>;

const averageDurationMs = z.number().nullable().meta({
	description: "Mean duration of the successful calls in ms; null when there were none",
});

export const HookMetricsView = z
	.object({
		total: z.int(),
		successes: z.int(),
		failures: z.int(),
		averageDurationMs,
		days: z.array(
			z.object({ date: z.iso.date(), total: z.int(), successes: z.int(), failures: z.int(), averageDurationMs }),
		),
	})
	.meta({
		id: "InlineHookMetrics",
		description: "The calls of 30 UTC days, today last; days without a call are there too",
	});
export type HookMetricsView = z.infer<typeof HookMetricsView>;

/** Values of a request that must be texts: as numbers they would have lost leading zeros, or the plus. */
export const TextMembers = z.looseObject({
	data: z
		.looseObject({
			messageProfile: z.looseObject({ phoneNumber: z.string().optional(), otpCode: z.string().optional() }).optional(),
		})
		.optional(),
});

/** The schema above only checks the body and doesn't read it, because a record keeps its members in their order. */
export const HookExecutionInput = z
	.record(z.string(), z.unknown())
	.superRefine((body, refinement) => {
		for (const issue of TextMembers.safeParse(body).error?.issues ?? []) refinement.addIssue({ ...issue });
	})
	.meta({ description: "The request as the service shall get it, sent as it is" });
export type HookExecutionInput = z.infer<typeof HookExecutionInput>;
