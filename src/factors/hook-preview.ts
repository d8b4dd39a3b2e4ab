// The request that a telephony hook would get for one of our users: `POST /api/v1/inlineHooks/{inlineHookId}/preview`.
import * as z from "zod";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import { previewRequest } from "../hooks/preview";
import { getHook } from "../hooks/service";
import { requestTypes, type TelephonyChannel, type TelephonyPayload } from "../hooks/telephony";
import { getUser } from "../users/service";
import { administrators, type Route, route } from "../web/router";
import { channelOf, destinationOf, isSent, openContact, type SentFactor } from "./contact";
import { listFactors } from "./read";

const HookPreviewInput = z.object({
	userId: z.string().min(1).max(100).meta({ description: "ID or login of a user with an active sms or call factor" }),
	event: z.enum(requestTypes).meta({ description: "Why the message would be sent" }),
	channel: z
		.enum(["SMS", "CALL"])
		.default("SMS")
		.meta({ description: "Its factor's number is taken if there is one, else the other factor's" }),
});
export type HookPreviewInput = z.infer<typeof HookPreviewInput>;

/** Makes a request up, and sends nothing. Throws 400 E0000001 for a user who has no active phone factor. */
export async function previewHook(ctx: Ctx, hookId: string, input: HookPreviewInput): Promise<TelephonyPayload> {
	const { event, channel } = input;
	const hook = await getHook(ctx, hookId);
	const user = await getUser(ctx, input.userId);
	const factor = await findPhone(ctx, user.id, channel);
	if (factor === null) throw invalid("userId", "no-active-phone");
	const phone = destinationOf(await openContact(ctx, factor));
	return previewRequest(ctx, hook, { user: { ...user, phone }, event, channel, locale: user.locale ?? "en" });
}

/** Returns the active factor of this channel, otherwise the active factor of the other telephone channel. */
async function findPhone(ctx: Ctx, userId: string, channel: TelephonyChannel): Promise<SentFactor | null> {
	const phones = (await listFactors(ctx, userId))
		.filter(isSent)
		.filter(({ factorType, status }) => status === "ACTIVE" && factorType !== "email");
	return phones.find(({ factorType }) => channelOf[factorType] === channel) ?? phones[0] ?? null;
}

export const hookPreviewRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/inlineHooks/{inlineHookId}/preview",
		tag: "Inline hooks",
		summary: "Preview an inline hook's request",
		description: `
Answers with the request that the hook would get for a user's enrolled phone and an event. Its code is made up, and nothing
is sent: look at it, change it, and try it out with \`execute\`.`.trim(),
		access: administrators,
		body: HookPreviewInput,
		answer: z.record(z.string(), z.unknown()),
		handle: (ctx, { params, body }) => previewHook(ctx, params.inlineHookId, body),
	}),
];
