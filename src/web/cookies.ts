// Cookies of our pages: they go back to this host alone, and never over a connection in the clear.
import { parse, serialize } from "hono/utils/cookie";

export const readCookie = (request: Request, name: string): string | null => cookiesOf(request)(name);

/** The same for several cookies of one request. */
export function cookiesOf(request: Request): (name: string) => string | null {
	const header = request.headers.get("cookie") ?? "";
	return (name) => parse(header, name)[name] ?? null;
}

/**
 * The value of a Set-Cookie header. Scripts can't read the cookie, and other sites' forms don't bring it.
 * @param maxAgeSeconds without it the cookie ends with the browser's session
 */
export const setCookie = (name: string, value: string, maxAgeSeconds?: number): string =>
	serialize(name, value, {
		path: "/",
		secure: true,
		httpOnly: true,
		sameSite: "Lax",
		...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
	});

/** The value of a Set-Cookie header that ends a cookie. */
export const removeCookie = (name: string): string => setCookie(name, "", 0);
