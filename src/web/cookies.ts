// Cookies of our pages: they go back to this host alone, and never over a connection in the clear.
import { parse, serialize } from "hono/utils/cookie";

/** Every page asks for several cookies of its request, so their header is parsed once. */
const parsed = new WeakMap<Request, Record<string, string>>();

export function readCookie(request: Request, name: string): string | null {
	let cookies = parsed.get(request);
	if (!cookies) {
		cookies = parse(request.headers.get("cookie") ?? "");
		parsed.set(request, cookies);
	}
	return cookies[name] ?? null;
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
