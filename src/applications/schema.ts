// Applications at the door and on the wire.
import * as z from "zod";
import { reason } from "../errors/cause";
import { countries } from "../phone/fields";
import { locale, singleLine } from "../web/text";
import { answered } from "../web/validate";
import { Branding } from "./branding";

/** How the results for an application are signed. */
export const signingAlgorithms = ["ES256", "EdDSA", "RS256"] as const;

const timeZone = z
	.string()
	.max(64)
	.regex(/^[A-Za-z]/, { error: reason("time-zone"), abort: true })
	.refine(isTimeZone, reason("time-zone"));

const fields = {
	name: singleLine(100)
		.min(1)
		.meta({ description: "Unique, whatever its letters' case", examples: ["Shop"] }),
	returnUrls: z
		.array(z.string().min(1).max(1024))
		.max(50)
		.meta({
			description: "Where users may be sent back to: https, to the letter. In development also this machine itself",
			examples: [["https://shop.example.com/signed-in"]],
		}),
	defaultLocale: locale.meta({ description: "For users whose language isn't known", examples: ["ja"] }),
	region: countries.element
		.nullable()
		.meta({ description: "Country of telephone numbers that are typed without one, ISO 3166", examples: ["JP"] }),
	timeZone: timeZone.meta({ description: "By its name in the IANA database", examples: ["Asia/Tokyo"] }),
	extends: z
		.string()
		.min(1)
		.max(40)
		.nullable()
		.meta({ description: "Id of the application whose properties this one inherits. That one extends none itself" }),
	contactText: z
		.record(locale, singleLine(500).min(1))
		.refine((texts) => Object.keys(texts).length <= 50, reason("too-many", { maximum: 50 }))
		.meta({
			description: "By locale: how a user reaches an administrator. Pages say it to who can't enroll without one",
			examples: [{ en: "Call the service desk: 4711", ja: "サービスデスク: 内線 4711" }],
		}),
	signingAlgorithm: z.enum(signingAlgorithms).meta({ description: "Signs the results for this application" }),
};

export const ApplicationInput = z.strictObject({
	...answered,
	...fields,
	returnUrls: fields.returnUrls.default([]),
	defaultLocale: fields.defaultLocale.default("en"),
	region: fields.region.default(null),
	timeZone: fields.timeZone.default("UTC"),
	extends: fields.extends.default(null),
	contactText: fields.contactText.default({}),
	branding: Branding.prefault({}),
	signingAlgorithm: fields.signingAlgorithm.default("ES256"),
});
export type ApplicationInput = z.infer<typeof ApplicationInput>;

const ofPages = { branding: true, contactText: true } as const;
/** What the hosted pages show of an application. */
export const ApplicationLooks = ApplicationInput.pick(ofPages);
/** All else. */
export const ApplicationBasics = ApplicationInput.omit(ofPages);

export const ApplicationListQuery = z.object({
	limit: z.coerce.number().int().min(1).max(100).default(50),
	after: z.string().min(1).max(100).optional(),
});
export type ApplicationListQuery = z.infer<typeof ApplicationListQuery>;

export const ApplicationView = z.object({
	id: z.string(),
	...fields,
	branding: Branding,
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
});
export type ApplicationView = z.infer<typeof ApplicationView>;

function isTimeZone(name: string): boolean {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		return true;
	} catch {
		return false;
	}
}
