// For which application somebody asks about people: its own, or any for an administrator and for a page.
import { type Ctx, hasRole } from "../context";
import { forbidden, invalid } from "../errors";
import { administrators } from "../web/router";

/** Administrators, applications, and people on pages. A verifier's token that belongs to no application may not. */
export const mayAsk = ({ actor }: Ctx): boolean =>
	actor.kind === "application" || actor.kind === "user" || hasRole(actor, administrators);

/** A token of an application speaks for this application. Undefined: for none. */
export function applicationAsked(ctx: Ctx, application: string | undefined): string | undefined {
	if (!mayAsk(ctx)) throw forbidden();
	const { actor } = ctx;
	if (actor.kind !== "application") return application;
	if (application !== undefined && application !== actor.id) throw invalid("application", "application-needed");
	return actor.id;
}
