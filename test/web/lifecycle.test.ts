import { describe, expect, it } from "vitest";
import * as z from "zod";
import { switchRoutes } from "../../src/web/lifecycle";
import { createWorld } from "../support/world";

const View = z.object({ id: z.string(), status: z.string() });

const routes = switchRoutes({
	path: "/api/v1/lamps/{lampId}",
	tag: "Lamps",
	thing: "a lamp",
	description: { activate: "It burns." },
	answer: View,
	handle: async (_ctx, { lampId }, status) => ({ id: lampId, status }),
});

describe("the routes that switch a thing on and off", () => {
	it("are two POSTs for administrators, described like any other route", () => {
		const common = { method: "POST", tag: "Lamps", access: ["ADMINISTRATOR"], answer: View };
		expect(routes).toEqual([
			{
				...common,
				path: "/api/v1/lamps/{lampId}/lifecycle/activate",
				summary: "Activate a lamp",
				description: "It burns.",
				handle: expect.any(Function),
			},
			{
				...common,
				path: "/api/v1/lamps/{lampId}/lifecycle/deactivate",
				summary: "Deactivate a lamp",
				handle: expect.any(Function),
			},
		]);
	});

	it("hand on the id of the path, and the status that is wanted", async () => {
		const { ctx } = await createWorld();
		const input = { params: { lampId: "lamp-7" }, query: {}, body: {}, request: new Request("https://otp.test/") };
		const answers = await Promise.all(routes.map((route) => route.handle(ctx, input)));
		expect(answers).toEqual([
			{ id: "lamp-7", status: "ACTIVE" },
			{ id: "lamp-7", status: "INACTIVE" },
		]);
	});
});
