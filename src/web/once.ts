// A secret that the next page shows once: sealed in a cookie for that page and session. Showing it ends the cookie.
import type { Ctx } from "../context";
import { open, seal } from "../crypto/envelope";
import { readCookie, removeCookie, setCookie } from "./cookies";
import type { Session } from "./page";

const cookieName = "__Host-tessera-once";
/** The page follows at once. */
const lastsSeconds = 120;

type Shown = Pick<Session, "id">;

/** The cookie opens for this session alone, and about this thing alone. */
const placeOf = ({ id }: Shown, about: string) => `console.once:${id}/${about}`;

/** @param about the id of what the secret belongs to */
export const writeOnce = async (ctx: Ctx, session: Shown, about: string, secret: string): Promise<string> =>
	setCookie(cookieName, await seal(ctx.env.sealKeys, placeOf(session, about), secret), lastsSeconds);

/** Null where no secret waits to be shown, or where it belongs to something else or somebody else. */
export async function readOnce(ctx: Ctx, session: Shown, about: string, request: Request): Promise<string | null> {
	const sealed = readCookie(request, cookieName);
	if (sealed === null) return null;
	return open(ctx.env.sealKeys, placeOf(session, about), sealed).catch(() => null);
}

/** The headers of a page that shows such a secret: a reload shows nothing. */
export const endOnce = (request: Request): Record<string, string> =>
	readCookie(request, cookieName) === null ? {} : { "set-cookie": removeCookie(cookieName) };
