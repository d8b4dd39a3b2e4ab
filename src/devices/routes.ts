// Devices over HTTP: tokens for browsers, and the registered devices of a user.
import * as z from "zod";
import { helpDesk, type Route, readers, route } from "../web/router";
import { DeviceTokenView, RegisteredDeviceInput, RegisteredDeviceView } from "./schema";
import { listRegisteredDevices, registerDevice, unregisterAllDevices, unregisterDevice } from "./service";
import { newDeviceToken } from "./token";
import { toRegisteredDeviceView } from "./view";

const tag = "Devices";
const all = "/api/v1/users/{userId}/registered-devices";

export const deviceRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/device-tokens",
		tag,
		summary: "Make a token for a browser",
		description: "Every application knows the browser by it. An application may also use a token of its own.",
		access: ["VERIFIER", "ADMINISTRATOR"],
		answer: DeviceTokenView,
		handle: async (ctx) => ({ deviceToken: await newDeviceToken(ctx) }),
	}),
	route({
		method: "GET",
		path: all,
		tag,
		summary: "List the registered devices of a user",
		access: readers,
		answer: z.array(RegisteredDeviceView),
		handle: async (ctx, { params }) =>
			(await listRegisteredDevices(ctx, params.userId)).map((row) => toRegisteredDeviceView(ctx, row)),
	}),
	route({
		method: "POST",
		path: all,
		tag,
		summary: "Register a device of a user",
		description:
			"The user says that the browser is the user's own. It changes nothing until a policy asks for it. Of more than " +
			"50 devices, the oldest are forgotten. A verifier's token has to be tied to an application.",
		access: ["VERIFIER", "ADMINISTRATOR"],
		body: RegisteredDeviceInput,
		answer: RegisteredDeviceView,
		handle: async (ctx, { params, body }) =>
			toRegisteredDeviceView(ctx, await registerDevice(ctx, params.userId, body)),
	}),
	route({
		method: "DELETE",
		path: all,
		tag,
		summary: "Unregister all devices of a user",
		access: helpDesk,
		handle: (ctx, { params }) => unregisterAllDevices(ctx, params.userId),
	}),
	route({
		method: "DELETE",
		path: `${all}/{registeredDeviceId}`,
		tag,
		summary: "Unregister a device of a user",
		access: helpDesk,
		handle: (ctx, { params }) => unregisterDevice(ctx, params.userId, params.registeredDeviceId),
	}),
];
