// What every verb gets as its first argument: database, configuration, clock, network, and who is asking.
import { type Db, openDb } from "./db";
import { type Bindings, type Env, readEnv } from "./env";
import { newRequestId } from "./ids";
import { Deadlines } from "./net/until-aborted";
import { throwingTheCause } from "./worker-log";

/**
 * Roles of API tokens, from the weakest to the strongest, and the role of an inbound source, which stands apart. A
 * route names the roles that it admits.
 */
export const roles = ["VERIFIER", "HELP_DESK", "READ_ONLY", "ADMINISTRATOR", "SOURCE"] as const;
export type Role = (typeof roles)[number];

/** What the roles alone don't give: an administrator switches it on, for a token or an administrator. */
export const permissions = ["temporaryAllow", "helpDeskCode"] as const;
export type Permission = (typeof permissions)[number];

interface Permitted {
	/** Left out: none. */
	permissions?: readonly Permission[];
}

/** Who is asking. */
export type Actor =
	| ({ kind: "token"; id: string; name: string; role: Role; sourceId?: string | null } & Permitted)
	/** A person in the admin console. */
	| ({ kind: "administrator"; id: string; name: string; role: Role } & Permitted)
	/** An application that hands its users over. Its API token has the role. */
	| ({ kind: "application"; id: string; name: string; role: Role; tokenId: string } & Permitted)
	/** A person on a hosted page. */
	| { kind: "user"; id: string; name: string }
	/** Work of our own: cron and queues. */
	| { kind: "system" };

/** Whether the actor has one of the roles. Users and the system have none. */
export const hasRole = (actor: Actor, admitted: readonly Role[]): boolean =>
	"role" in actor && admitted.includes(actor.role);

export const hasPermission = (actor: Actor, permission: Permission): boolean =>
	"permissions" in actor && actor.permissions?.includes(permission) === true;

/** Where the request came from, as the platform says. A header that a client can set is never believed. */
export interface Client {
	ipAddress: string | null;
	userAgent: string | null;
}

/** Where Cloudflare places the address that the request came from. What it doesn't know is left out. */
export interface Place {
	/** ISO 3166. */
	country?: string;
	/** The number of its network (autonomous system). */
	asn?: number;
	latitude?: number;
	longitude?: number;
}

export interface Ctx {
	db: Db;
	env: Env;
	now(): number;
	fetch: typeof fetch;
	actor: Actor;
	requestId: string;
	/** Method and path without the query, for the log. */
	requestUri: string;
	client: Client;
	/**
	 * The token that the person's browser is known by, as the caller says. Only the user's guard believes it, and only
	 * where it gave the token out. A page of ours takes it from its cookie.
	 */
	knownSource: string | null;
	/** Few requests ask for it, so it is read when one does. */
	place(): Place;
	/** Of what the request waits for. */
	deadlines: Deadlines;
	/** Lets work go on after the answer has left. */
	background(work: Promise<unknown>): void;
}

/** The parts of a context that tests replace. */
export interface Platform {
	now(): number;
	fetch: typeof fetch;
}

export const livePlatform: Platform = {
	now: () => Date.now(),
	fetch: (input, init) => fetch(input, init),
};

const systemActor: Actor = { kind: "system" };

const maxUserAgentLength = 256;

/** Makes the context of a request, or of the system's own work where there is no request. */
export function createCtx(
	bindings: Bindings,
	platform: Platform,
	background: (work: Promise<unknown>) => void,
	request?: Request,
): Ctx {
	const env = readEnv(bindings);
	return {
		db: openDb(bindings.DB),
		env,
		now: platform.now,
		fetch: platform.fetch,
		actor: systemActor,
		requestId: newRequestId(platform.now()),
		requestUri: request ? pathOf(request.url) : "",
		client: {
			ipAddress: request?.headers.get("cf-connecting-ip") ?? null,
			userAgent: request?.headers.get("user-agent")?.slice(0, maxUserAgentLength) ?? null,
		},
		knownSource: request?.headers.get("known-source") ?? null,
		place: () => placeOf(request?.cf),
		deadlines: new Deadlines(),
		background: (work) => background(throwingTheCause(work)),
	};
}

/** `XX` and `T1` (Tor) are no countries. Coordinates come as texts. */
function placeOf(cf: Request["cf"]): Place {
	const { country, asn } = (cf ?? {}) as Record<string, unknown>;
	const latitude = Number.parseFloat(String(cf?.latitude));
	const longitude = Number.parseFloat(String(cf?.longitude));
	const isPlaced = Number.isFinite(latitude) && Number.isFinite(longitude);
	return {
		...(typeof country === "string" && /^(?!XX)[A-Z]{2}$/.test(country) ? { country } : {}),
		...(typeof asn === "number" ? { asn } : {}),
		...(isPlaced ? { latitude, longitude } : {}),
	};
}

/** The path of an absolute URL. Every request needs it, and `new URL` takes ten times as long. */
function pathOf(url: string): string {
	const start = url.indexOf("/", url.indexOf("://") + 3);
	if (start === -1) return "/";
	const end = url.slice(start).search(/[?#]/);
	return end === -1 ? url.slice(start) : url.slice(start, start + end);
}
