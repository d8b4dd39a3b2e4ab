// Whether a form comes from one of our own pages: by what the browser says, and by a token that only our page knew.
import type { Ctx } from "../context";
import { equalConstantTime, keyedHash } from "../crypto/digest";
import { randomCharacters } from "../ids";
import { readCookie, setCookie } from "./cookies";

/** Names the browser of a person who isn't signed in. `__Host-` keeps other hosts from setting it. */
const visitorCookie = "__Host-tessera-visitor";
const visitorIdLength = 22;
const visitorIdForm = /^[A-Za-z0-9]{22}$/;

/** The session that a form's token is bound to. */
export interface FormSession {
	id: string;
	/** Set where the browser has to be given the session first. */
	setCookie: string | null;
}

/** The visitor whose cookie the request brings, or a new visitor. */
export function visitorOf(request: Request): FormSession {
	const known = readCookie(request, visitorCookie);
	if (known !== null && visitorIdForm.test(known)) return { id: known, setCookie: null };
	const id = randomCharacters(visitorIdLength);
	return { id, setCookie: setCookie(visitorCookie, id) };
}

/** The token that each form of this session carries. */
export const csrfTokenOf = (ctx: Ctx, session: Pick<FormSession, "id">): Promise<string> =>
	keyedHash(ctx.env.lookupKey, "csrf", session.id);

export const isCsrfToken = async (ctx: Ctx, session: Pick<FormSession, "id">, given: string): Promise<boolean> =>
	equalConstantTime(await csrfTokenOf(ctx, session), given);

/**
 * Whether the browser says that one of our own pages sent the request. Browsers write `Sec-Fetch-Site` since 2023; an
 * older browser is held to its `Origin`. A request with neither header comes from no form.
 */
export function isFromOurPages(request: Request, publicOrigin: string): boolean {
	const site = request.headers.get("sec-fetch-site");
	return site === null ? request.headers.get("origin") === publicOrigin : site === "same-origin";
}
