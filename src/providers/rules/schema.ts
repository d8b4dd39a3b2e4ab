// Rules at the door and on the wire, where they are called delivery routes.
import * as z from "zod";
import { reason } from "../../errors/cause";
import { requestTypes } from "../../hooks/telephony";
import { channels } from "../../messages/message";
import { countries } from "../../phone/fields";
import { singleLine } from "../../web/text";

const maxProviders = 10;

const Conditions = z.object({
	channels: z
		.array(z.enum(channels))
		.max(channels.length)
		.default([])
		.meta({ description: "Empty: those of its providers" }),
	destinationCountries: countries.default([]).meta({
		description: "Countries of telephone numbers, ISO 3166; empty: any",
		examples: [["JP"]],
	}),
	originCountries: countries
		.default([])
		.meta({ description: "Countries that requests come from, ISO 3166; empty: any" }),
	requestTypes: z.array(z.enum(requestTypes)).max(requestTypes.length).default([]).meta({ description: "Empty: any" }),
});

export const RuleInput = z.object({
	name: singleLine(100)
		.min(1)
		.meta({ description: "What administrators call it; no two have the same name", examples: ["Japan"] }),
	priority: z.int().min(1).max(10_000).optional().meta({
		description:
			"1 is asked first. The routes from there on move back by one. Left out, a new route is the last, another stays.",
	}),
	conditions: Conditions.prefault({}),
	providers: z
		.array(z.string().max(40))
		.min(1)
		.max(maxProviders)
		.refine((ids) => new Set(ids).size === ids.length, reason("account-twice"))
		.meta({ description: "Ids of provider accounts, in the order in which they are tried" }),
});
export type RuleInput = z.infer<typeof RuleInput>;

export const RuleView = z.object({
	id: z.string(),
	name: z.string(),
	priority: z.int(),
	conditions: Conditions,
	providers: z.array(z.string()),
	created: z.iso.datetime(),
	lastUpdated: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
});
export type RuleView = z.infer<typeof RuleView>;
