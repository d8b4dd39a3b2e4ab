// Which numbers of a user get no text messages: those of the contact data, of deliveries, and of factors.
import * as z from "zod";
import type { Ctx } from "../context";
import { listStops } from "../delivery/replies/stops";
import { getUser } from "../users/service";
import { type Route, readers, route } from "../web/router";
import { numbersOfFactors } from "./facts";

export const StoppedNumberView = z
	.object({
		number: z.string().meta({ description: "Masked", examples: ["+8190******78"] }),
		stopped: z.iso.datetime().meta({ description: "When the person wrote STOP" }),
	})
	.meta({ id: "StoppedNumber" });

export const listStoppedNumbers = (ctx: Ctx, userId: string) => listStops(ctx, userId, numbersOfFactors(userId));

type StoppedNumber = Awaited<ReturnType<typeof listStoppedNumbers>>[number];

export const toStoppedNumberView = ({ numberMasked, stoppedAt }: StoppedNumber): z.input<typeof StoppedNumberView> => ({
	number: numberMasked,
	stopped: new Date(stoppedAt).toISOString(),
});

export const stoppedNumberRoutes: Route[] = [
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
			return (await listStoppedNumbers(ctx, id)).map(toStoppedNumberView);
		},
	}),
];
