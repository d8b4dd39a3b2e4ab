// The app: every slice's routes on one Hono router.
import { Hono } from "hono";
import { accessRoutes } from "./access/routes";
import { authenticate } from "./access/service";
import { authenticatorRoutes } from "./authenticators/routes";
import { livePlatform, type Platform } from "./context";
import { factorRoutes } from "./factors/routes";
import { groupRoutes } from "./groups/routes";
import { logRoutes } from "./log/routes";
import { referenceRoutes } from "./reference/routes";
import { userRoutes } from "./users/routes";
import { type App, mount, type Route } from "./web/router";

/** Every route of the product; the OpenAPI document and the access test walk it. */
export const routes: readonly Route[] = [
	...accessRoutes,
	...userRoutes,
	...groupRoutes,
	...authenticatorRoutes,
	...factorRoutes,
	...logRoutes,
	...referenceRoutes(() => routes),
];

export function createApp(platform: Platform = livePlatform): App {
	const app: App = new Hono();
	mount(app, routes, { platform, authenticate });
	return app;
}
