// Which numbers of a user have answered STOP, over HTTP: for whoever helps people that get no text messages.
import * as z from "zod";
import { getUser } from "../../users/service";
import { type Route, readers, route } from "../../web/router";
import { listStops } from "./stops";

const StoppedNumberView = z
	.object({
		number: z.string().meta({ description: "Masked", examples: ["+8190******78"] }),
		stopped: z.iso.datetime().meta({ description: "When the person wrote STOP" }),
	})
	.meta({ id: "StoppedNumber" });

export const replyRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/users/{userId}/stopped-numbers",
		tag: "Contacts",
		summary: "List the numbers of a user that get no text messages",
		description:
			"Somebody has answered STOP from such a number. Calls and other messages go on. START from the same number " +
			"brings text messages back; nobody else can.",
		access: readers,
		answer: z.array(StoppedNumberView),
		handle: async (ctx, { params }) => {
			const { id } = await getUser(ctx, params.userId);
			return (await listStops(ctx, id)).map(({ numberMasked, stoppedAt }) => ({
				number: numberMasked,
				stopped: new Date(stoppedAt ?? 0).toISOString(),
			}));
		},
	}),
];
