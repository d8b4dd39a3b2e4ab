// Lists of challenge policies at the door and on the wire: each kind has values of its own.
import * as z from "zod";
import { reason } from "../../../errors/cause";
import { countries } from "../../../phone/fields";
import { singleLine } from "../../../web/text";
import { answered } from "../../../web/validate";
import { actions, alertLevels } from "../checkpoints";
import { isRange } from "./addresses";
import type { ListContent } from "./matching";

const maxValues = 5000;

const values = <T extends z.ZodType>(value: T) => z.array(value).max(maxValues).default([]);
const text = singleLine(200).min(1);
const range = z.string().max(50).refine(isRange, reason("address-range"));
const network = z.string().regex(/^(0|[1-9]\d{0,9})$/, reason("asn-form"));

export const alert = z.strictObject({ level: z.enum(alertLevels), type: text, text });

const fields = {
	name: singleLine(255)
		.min(1)
		.meta({ description: "Unique, whatever its letters' case", examples: ["Closed countries"] }),
	description: singleLine(255).nullable().default(null),
};

const contents = [
	{ kind: z.literal("COUNTRIES"), values: countries.default([]) },
	{ kind: z.literal("ADDRESSES"), values: values(range).meta({ description: "Addresses, and ranges in CIDR" }) },
	{ kind: z.literal("ASNS"), values: values(network).meta({ description: "Autonomous systems by their numbers" }) },
	{ kind: z.literal("USER_AGENTS"), values: values(text).meta({ description: "Parts of user agents" }) },
	{ kind: z.literal("DEVICES"), values: values(text).meta({ description: "Hashes of device tokens" }) },
	{ kind: z.literal("USERS"), values: values(text).meta({ description: "Ids or logins" }) },
	{ kind: z.literal("ACTION_GROUP"), values: z.array(z.enum(actions)).min(1).max(20) },
	{ kind: z.literal("ALERT_GROUP"), values: z.array(alert).min(1).max(20) },
] as const;

const [first, ...others] = contents.map((content) => z.strictObject({ ...answered, ...fields, ...content }));
export const ChallengeListInput = z.discriminatedUnion("kind", [first!, ...others]);
/** What a request sets. Beside it, the input has what is only in answers. */
export type ChallengeListInput = ListContent & { name: string; description: string | null };

export const partId = z.string().min(1).max(40).meta({ description: "Which part this is. The import gives a new id" });
const [firstPart, ...otherParts] = contents.map((content) =>
	z.strictObject({ ...answered, ...fields, ...content, id: partId }),
);
/** A list in a document that is imported. */
export const ChallengeListPart = z.discriminatedUnion("kind", [firstPart!, ...otherParts]);

const answers = {
	id: z.string(),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
};
const [firstView, ...otherViews] = contents.map((content) => z.object({ ...answers, ...fields, ...content }));
export const ChallengeListView = z.discriminatedUnion("kind", [firstView!, ...otherViews]);
export type ChallengeListView = z.output<typeof ChallengeListView>;

export const ChallengeListQuery = z.object({
	limit: z.coerce.number().int().min(1).max(100).default(50),
	after: z.string().min(1).max(100).optional(),
});
export type ChallengeListQuery = z.output<typeof ChallengeListQuery>;
