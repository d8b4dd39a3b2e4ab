// The app: every slice's routes on one Hono router.
import { Hono } from "hono";
import { accessRoutes } from "./access/routes";
import { authenticate } from "./access/service";
import { livePlatform, type Platform } from "./context";
import { type App, mount, type Route } from "./web/router";

/** Every route of the product; the OpenAPI document and the access test walk it. */
export const routes: readonly Route[] = [...accessRoutes];

export function createApp(platform: Platform = livePlatform): App {
	const app: App = new Hono();
	mount(app, routes, { platform, authenticate });
	return app;
}
