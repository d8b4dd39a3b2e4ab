// Events for the tests of the log, and a client that follows links.
import { type LogEvent, type LogFacts, toLogEvent } from "../../src/log/event";
import { unique, type World } from "../support/world";

export const day = 24 * 60 * 60 * 1000;

/** An event about a target that no other test knows, unless the facts say otherwise. */
export function makeEvent(facts: Partial<LogFacts> = {}): LogEvent {
	return toLogEvent({
		uuid: crypto.randomUUID(),
		published: Date.now(),
		eventType: "user.authentication.auth_via_mfa",
		transaction: "WEB",
		outcome: { result: "SUCCESS" },
		actor: { id: "00uActor000000000000", type: "User", alternateId: "ada@example.com", displayName: "Ada Lovelace" },
		target: [{ id: unique("target"), type: "User" }],
		client: { ipAddress: "192.0.2.1", userAgent: "curl/8.0" },
		requestId: "reqTest0000000000000",
		requestUri: "/api/v1/users/me/factors/x/verify",
		apiTokenId: "00TTest0000000000000",
		...facts,
	});
}

/** `count` events about one target, a second apart; the first at `from`. */
export function makeEvents(count: number, targetId: string, from: number): LogEvent[] {
	return Array.from({ length: count }, (_, index) =>
		makeEvent({ published: from + index * 1_000, target: [{ id: targetId, type: "User" }] }),
	);
}

export const iso = (ms: number) => new Date(ms).toISOString();

export const logPath = (query: Record<string, string>) => `/api/v1/logs?${new URLSearchParams(query)}`;

export const aboutTarget = (id: string) => `target.id eq "${id}"`;

/** The path of a `next` link, null where there is none. */
export function nextPath(headers: Headers): string | null {
	const next = /<https:\/\/otp\.test([^>]+)>; rel="next"/.exec(headers.get("link") ?? "");
	return next?.[1] ?? null;
}

/** Follows `next` until there is none, or a page is empty; returns the uuids page by page, and where to go on. */
export async function follow(world: World, path: string): Promise<{ pages: string[][]; next: string | null }> {
	const pages: string[][] = [];
	let next: string | null = path;
	while (next !== null) {
		const answer = await world.call("GET", next);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
		next = nextPath(answer.headers);
		if (answer.body.length === 0) break;
		pages.push(answer.body.map((event: LogEvent) => event.uuid));
	}
	return { pages, next };
}

export const uuids = (events: readonly LogEvent[]) => events.map((event) => event.uuid);
