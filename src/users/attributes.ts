// The attributes of a profile that Tessera only keeps: those of Okta's base schema that no code here asks about. PURE.
import * as z from "zod";
import { reason } from "../errors/cause";
import { singleLine } from "../web/text";

const line = singleLine(255);

/** Searched by every operator, so they are kept as they are. */
const plain = {
	city: line,
	costCenter: line,
	countryCode: z.union([z.string().regex(/^[A-Z]{2}$/, reason("country-code")), z.literal("")]),
	department: line,
	division: line,
	employeeNumber: line,
	honorificPrefix: line,
	honorificSuffix: line,
	manager: line,
	managerId: line,
	middleName: line,
	nickName: line,
	organization: line,
	preferredLanguage: line,
	profileUrl: singleLine(1024),
	state: line,
	timezone: line,
	title: line,
	userType: line,
	zipCode: line,
};

/** Street and postal address are contact data, so they are sealed. No search finds them. */
const sealed = {
	/** An address has several lines. */
	postalAddress: z
		.string()
		.trim()
		.max(4096)
		.regex(/^(?:[\n\r\t]|[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069])*$/u, reason("control-characters")),
	streetAddress: singleLine(1024),
};

export type Attribute = keyof typeof plain | keyof typeof sealed;
export type Attributes = Partial<Record<Attribute, string>>;

export const searchableAttributes = Object.keys(plain);
export const attributeNames = Object.keys({ ...plain, ...sealed }) as Attribute[];

export const isSealed = (name: string): boolean => Object.hasOwn(sealed, name);

type Shape<T extends Record<string, z.ZodType>> = { [Name in keyof T]: z.ZodOptional<z.ZodNullable<T[Name]>> };

/** As they come in. An attribute that nobody mentions stays, and null or an empty text clears one. */
export const attributeShape = Object.fromEntries(
	Object.entries({ ...plain, ...sealed }).map(([name, schema]) => [name, (schema as z.ZodType).nullish()]),
) as Shape<typeof plain & typeof sealed>;

/** As they go out: those that there are. */
export const attributeViewShape = Object.fromEntries(
	attributeNames.map((name) => [name, z.string().optional()]),
) as Record<Attribute, z.ZodOptional<z.ZodString>>;
