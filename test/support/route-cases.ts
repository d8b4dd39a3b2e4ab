// Test cases for every route: callers that it refuses, and bodies that nobody can read.
import { type Role, roles } from "../../src/context";
import type { Route } from "../../src/web/router";
import type { Answer, CallOptions, World } from "./world";

export interface RouteCase {
	/** The fact that the answer shows, in the present tense. */
	fact: string;
	status: number;
	errorCode: string;
	call(world: World): Promise<Answer>;
}

export const nameOf = ({ method, path }: Pick<Route, "method" | "path">) => `${method} ${path}`;

/** The route's path with ids that don't exist. */
export const pathOf = (route: Route) => route.path.replaceAll(/\{\w+\}/g, "00xNobody00000000000");

/** Returns every case that the route has to pass, whatever the route does. */
export const casesOf = (route: Route): RouteCase[] => [
	...(route.access === "public" ? [] : doorCases(route, route.access)),
	// A route that checks its caller itself refuses the caller before it reads the body.
	...(route.method === "GET" || route.checkCaller || route.streamsBody ? [] : bodyCases(route)),
];

const defaultMaxBodyBytes = 64 * 1024;

function doorCases(route: Route, admitted: readonly Role[]): RouteCase[] {
	const knock = (options: CallOptions) => (world: World) => world.call(route.method, pathOf(route), undefined, options);
	const badToken = { status: 401, errorCode: "E0000011" };
	return [
		{ fact: "refuses a caller without a token", status: 403, errorCode: "E0000005", call: knock({ token: null }) },
		{ fact: "refuses a token nobody gave out", ...badToken, call: knock({ token: `00${"x".repeat(40)}` }) },
		{ fact: "refuses a token of another form", ...badToken, call: knock({ token: "x' OR 1=1 --" }) },
		{
			fact: "refuses a good token under another scheme",
			...badToken,
			call: (world) => knock({ token: null, headers: { authorization: `Bearer ${world.token}` } })(world),
		},
		...roles
			.filter((role) => !admitted.includes(role))
			.map((role) => ({
				fact: `refuses the role ${role}`,
				status: 403,
				errorCode: "E0000006",
				call: async (world: World) => knock({ token: await world.tokenFor(role) })(world),
			})),
	];
}

function bodyCases(route: Route): RouteCase[] {
	const send = (rawBody: () => BodyInit, headers: Record<string, string> = {}) => {
		const json = { "content-type": "application/json", ...headers };
		return (world: World) => world.call(route.method, pathOf(route), undefined, { rawBody: rawBody(), headers: json });
	};
	// With white space the body is well-formed JSON, so that only its size can be the reason.
	const large = `{${" ".repeat(route.maxBodyBytes ?? defaultMaxBodyBytes)}}`;
	const wrongJson: RouteCase[] = [
		{ fact: "refuses malformed JSON", status: 400, errorCode: "E0000003", call: send(() => '{"half":') },
		{ fact: "refuses an array for an object", status: 400, errorCode: "E0000001", call: send(() => "[]") },
	];
	return [
		...(route.bodyMediaType ? [] : wrongJson),
		{
			fact: "refuses a body that says it is too large",
			status: 413,
			errorCode: "E0000223",
			call: send(() => large, { "content-length": String(large.length) }),
		},
		{
			fact: "refuses a body that turns out to be too large",
			status: 413,
			errorCode: "E0000223",
			call: send(() => new Blob([large]).stream()),
		},
	];
}
