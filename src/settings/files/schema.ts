// Files of properties at the door and on the wire.
import * as z from "zod";
import { countries } from "../../phone/fields";
import { locale } from "../../web/text";
import { PropertyListQuery, Remark } from "../schema";
import { outcomes } from "./plan";

/** A file of 1 MiB in base64, and what stands beside it. */
export const largestBody = 1536 * 1024;

export const PropertyFileInput = z.object({
	content: z
		.base64()
		.max(largestBody)
		.meta({
			description: "The file as it is, in base64, 1 MiB at the most: UTF-8, or ISO-8859-1 with `\\u` escapes",
			examples: [btoa("bharosa.uio.default.otp.optOut.enabled=true\n")],
		}),
	fileName: z
		.string()
		.max(255)
		.regex(/^\P{Cc}*$/u)
		.optional()
		.meta({
			description: "`client_resource_ja.properties` holds texts in Japanese",
			examples: ["oaam_custom.properties"],
		}),
	locale: locale
		.nullable()
		.optional()
		.meta({ description: "The language of the texts, where the name doesn't say it; null: a file of settings" }),
	applications: z
		.record(z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), z.string().regex(/^[A-Za-z0-9_-]{1,64}$/))
		.default({})
		.meta({ description: "The file's name of an application or a group → our application's id" }),
	regions: countries.optional().meta({
		description: "Where users are, for warnings about expressions. Left out: the regions of the applications",
	}),
});
export type PropertyFileInput = z.infer<typeof PropertyFileInput>;

export const PropertyImportQuery = z.object({
	dryRun: z
		.stringbool({ truthy: ["true"], falsy: ["false"] })
		.default(false)
		.meta({ description: "Reports, and changes nothing" }),
});

export const PropertyImportView = z.object({
	dryRun: z.boolean(),
	locale: z.string().nullable(),
	counts: z.record(z.string(), z.int()).meta({ description: "Lines by their outcome" }),
	lines: z.array(
		z.object({
			line: z.int(),
			name: z.string(),
			outcome: z.enum(outcomes).meta({
				description:
					"TAKEN; MAPPED: kept by another part, or under another name; REPLACED: a later line gives it again; " +
					"UNKNOWN: nothing of ours; INVALID: not taken",
			}),
			target: z.string().nullable().meta({ description: "The property that the line sets" }),
			remarks: z.array(Remark).meta({ description: "Why it isn't taken, or what its owner should know" }),
		}),
	),
});
export type PropertyImportView = z.infer<typeof PropertyImportView>;

export const PropertyExportQuery = PropertyListQuery.pick({ scope: true, locale: true });
export type PropertyExportQuery = z.infer<typeof PropertyExportQuery>;
