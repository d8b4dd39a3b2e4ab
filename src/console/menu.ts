// The menu of the console: its entries in groups, where each leads, and who sees it.
import type { Role } from "../context";
import { administrators, helpDesk, readers } from "../web/router";
import { paths } from "./paths";

/** Everybody who works here. The help desk looks after people, and sees nothing else. */
export const everybody = readers;
/** Who may look at all there is. */
export const overseers = ["READ_ONLY", "ADMINISTRATOR"] as const satisfies readonly Role[];

export type EntryName =
	| "overview"
	| "care"
	| "users"
	| "groups"
	| "authenticators"
	| "inventory"
	| "imports"
	| "enrollmentPolicies"
	| "challengePolicies"
	| "challengeTypes"
	| "registration"
	| "deliveries"
	| "providers"
	| "routes"
	| "hooks"
	| "templates"
	| "limits"
	| "inbound"
	| "log"
	| "applications"
	| "tokens"
	| "administrators"
	| "keys"
	| "properties"
	| "texts"
	| "settings";

export interface Entry {
	name: EntryName;
	path: `/console/${string}`;
	access: readonly Role[];
}

export type GroupName = "now" | "people" | "enrolment" | "signIn" | "delivery" | "access" | "organisation";

export const menu: readonly { name: GroupName; entries: readonly Entry[] }[] = [
	{
		name: "now",
		entries: [
			{ name: "overview", path: paths.overview, access: overseers },
			{ name: "log", path: paths.log, access: overseers },
		],
	},
	{
		name: "people",
		entries: [
			// First, because the console begins here for the help desk.
			{ name: "care", path: paths.care, access: helpDesk },
			{ name: "users", path: paths.users, access: everybody },
			{ name: "groups", path: paths.groups, access: overseers },
		],
	},
	{
		name: "enrolment",
		entries: [
			{ name: "authenticators", path: paths.authenticators, access: overseers },
			{ name: "inventory", path: paths.inventory, access: overseers },
			{ name: "imports", path: paths.imports, access: overseers },
			{ name: "enrollmentPolicies", path: paths.enrollmentPolicies, access: overseers },
		],
	},
	{
		name: "signIn",
		entries: [
			{ name: "challengePolicies", path: paths.challengePolicies, access: overseers },
			{ name: "challengeTypes", path: paths.challengeTypes, access: overseers },
			{ name: "registration", path: paths.registration, access: overseers },
		],
	},
	{
		name: "delivery",
		entries: [
			{ name: "deliveries", path: paths.deliveries, access: overseers },
			{ name: "providers", path: paths.providers, access: overseers },
			{ name: "routes", path: paths.routes, access: overseers },
			{ name: "hooks", path: paths.hooks, access: overseers },
			{ name: "templates", path: paths.templates, access: overseers },
			{ name: "limits", path: paths.limits, access: overseers },
			{ name: "inbound", path: paths.inbound, access: overseers },
		],
	},
	{
		name: "access",
		entries: [
			{ name: "applications", path: paths.applications, access: overseers },
			{ name: "tokens", path: paths.tokens, access: administrators },
			{ name: "administrators", path: paths.administrators, access: administrators },
		],
	},
	{
		name: "organisation",
		entries: [
			{ name: "settings", path: paths.settings, access: overseers },
			{ name: "texts", path: paths.texts, access: overseers },
			{ name: "properties", path: paths.properties, access: overseers },
			{ name: "keys", path: paths.keys, access: overseers },
		],
	},
];

/** Every entry, in the order of the menu. */
export const entries: readonly Entry[] = menu.flatMap((group) => group.entries);

/** The entry that a page belongs to. */
export const entryAt = (path: string): Entry | null =>
	entries.find((entry) => path === entry.path || path.startsWith(`${entry.path}/`)) ?? null;
