// Properties over HTTP: `/api/v1/properties`.
import * as z from "zod";
import { pageReply } from "../web/links";
import { administrators, type Route, readers, route } from "../web/router";
import type { Elsewheres } from "./elsewhere";
import { getEnumeration } from "./enumeration";
import {
	EnumerationQuery,
	EnumerationView,
	ExpressionTrial,
	ExpressionTrialView,
	PropertyInput,
	PropertyListQuery,
	PropertyQuery,
	PropertyView,
	SetPropertyView,
} from "./schema";
import { getProperty, listProperties, resetProperty, setProperty, tryExpression } from "./service";
import { toPropertyView, toRemarks } from "./view";

const all = "/api/v1/properties";
const path = `${all}/{propertyName}` as const;
const tag = "Properties";

/** @param elsewheres the slices that keep values of properties */
export const propertyRoutes = (elsewheres: Elsewheres): Route[] => [
	route({
		method: "GET",
		path: all,
		tag,
		summary: "Search properties",
		description:
			"Those that ship and those that somebody has added, with the value that counts and where it comes from.",
		access: readers,
		query: PropertyListQuery,
		answer: z.array(PropertyView),
		handle: async (ctx, { query }) => {
			const page = await listProperties(ctx, elsewheres, query);
			return pageReply(ctx, { ...page, items: page.items.map(toPropertyView) }, query);
		},
	}),
	route({
		method: "POST",
		path: `${all}/try-expression`,
		tag,
		summary: "Try an expression",
		description: "Holds a value against an expression, as a field of a page does. Nothing is saved.",
		access: administrators,
		body: ExpressionTrial,
		answer: ExpressionTrialView,
		handle: (_, { body }) => tryExpression(body),
	}),
	route({
		method: "GET",
		path: `${all}/enumerations/{enumeration}`,
		tag,
		summary: "Retrieve the elements of an enumeration",
		description:
			"`userinfo.inputs.enum`, `challenge.type.enum`, `messages.enum` or `rule.action.enum`: the enabled elements in " +
			"their order. A new element is added by setting its properties.",
		access: readers,
		query: EnumerationQuery,
		answer: EnumerationView,
		handle: (ctx, { params, query }) => getEnumeration(ctx, params.enumeration, query),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a property",
		description: "The value that counts: an application's own, then that of its base, then the default's, then ours.",
		access: readers,
		query: PropertyQuery,
		answer: PropertyView,
		handle: async (ctx, { params, query }) =>
			toPropertyView(await getProperty(ctx, elsewheres, params.propertyName, query)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Set a property",
		description: "Other isolates see the change within 30 seconds.",
		access: administrators,
		body: PropertyInput,
		answer: SetPropertyView,
		handle: async (ctx, { params, body }) => {
			const state = await setProperty(ctx, elsewheres, params.propertyName, body);
			return { ...toPropertyView(state), warnings: toRemarks(state.warnings) };
		},
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Reset a property",
		description: "Ends the value that was set here, in one language or for all. Then the next value counts.",
		access: administrators,
		query: PropertyQuery,
		handle: (ctx, { params, query }) => resetProperty(ctx, elsewheres, params.propertyName, query),
	}),
];
