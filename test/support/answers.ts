// Holds each answer of the API to the schema that its route declares: what OpenAPI promises is what callers get.
import { expect } from "vitest";
import { routes } from "../../src/app";
import type { Route } from "../../src/web/router";

const patterns = routes.map((route) => ({
	route,
	pattern: new RegExp(`^${route.path.replaceAll(/[.]/g, "\\.").replaceAll(/\{\w+\}/g, "[^/]+")}$`),
}));

/** Literal paths stand before paths with parameters, so that `/users/me` isn't taken for a user. */
function routeOf(method: string, path: string): Route | undefined {
	const { pathname } = new URL(path, "https://otp.test");
	const fitting = patterns.filter(({ route, pattern }) => route.method === method && pattern.test(pathname));
	return (fitting.find(({ route }) => !route.path.includes("{")) ?? fitting[0])?.route;
}

/** Fails when a 200 or 204 isn't what its route declares, or has a field that the schema doesn't know. */
export function expectDeclaredAnswer(method: string, path: string, status: number, body: unknown): void {
	if (status !== 200 && status !== 204) return;
	const route = routeOf(method, path);
	if (!route) return;
	const name = `${route.method} ${route.path}`;
	if (!route.answer) {
		expect([name, status, body]).toEqual([name, 204, ""]);
		return;
	}
	// A picture is bytes, which a call reads as text.
	if (route.mediaType?.startsWith("image/")) return;
	const parsed = route.answer.safeParse(body);
	// OpenAPI promises no refinements, and what was stored under an older rule is answered as it is.
	const broken = parsed.error?.issues.filter(({ code }) => code !== "custom") ?? [];
	expect(broken, name).toEqual([]);
	if (parsed.success) expect(parsed.data, name).toEqual(body);
}
