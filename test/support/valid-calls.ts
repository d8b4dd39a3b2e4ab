// Every route's valid requests, ready to be sent.
import { routes } from "../../src/app";
import { sampleOf } from "../../src/reference/sample";
import type { Route } from "../../src/web/router";
import { fillPath, schemaOf } from "./hostile/requests";
import { nameOf } from "./route-cases";
import { createValidRequests } from "./valid-requests";
import type { World } from "./world";

export interface ValidCall {
	name: string;
	route: Route;
	path: string;
	body: unknown;
	headers: Record<string, string>;
}

/** One call for each body of each route, in the order of the routes. */
export async function createValidCalls(world: World): Promise<ValidCall[]> {
	const { params, requests } = await createValidRequests(world);
	const { body: document } = await world.call("GET", "/openapi.json");
	return routes.flatMap((route) => {
		const name = nameOf(route);
		const schema = schemaOf({ operation: document.paths[route.path][route.method.toLowerCase()] });
		const { params: own, query = "", bodies, headers = {} } = requests[name] ?? {};
		const path = fillPath(route.path + query, { ...params, ...own });
		return (bodies ?? (schema ? [sampleOf(document, schema, "request")] : [undefined])).map((body) => ({
			name,
			route,
			path,
			body,
			headers,
		}));
	});
}
