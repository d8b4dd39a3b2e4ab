// Who is asking, in the words of a System Log event.
import type { Actor } from "../context";
import type { LogParty } from "./event";

/** The API token that asked, also for its application; undefined for everybody who asks without one. */
export function apiTokenIdOf(actor: Actor): string | undefined {
	if (actor.kind === "application") return actor.tokenId;
	return actor.kind === "token" ? actor.id : undefined;
}

/** Okta's transaction type: a request from outside, or work of our own. */
export const transactionOf = (actor: Actor): "WEB" | "JOB" => (actor.kind === "system" ? "JOB" : "WEB");

/** The event's actor. Okta calls administrators users, too. */
export function actorParty(actor: Actor): LogParty {
	switch (actor.kind) {
		case "token":
			return { id: actor.id, type: "ApiToken", displayName: actor.name };
		case "administrator":
		case "user":
			return { id: actor.id, type: "User", displayName: actor.name };
		case "application":
			return { id: actor.id, type: "PublicClientApp", displayName: actor.name };
		case "system":
			return { id: "tessera", type: "SystemPrincipal", displayName: "Tessera" };
	}
}
