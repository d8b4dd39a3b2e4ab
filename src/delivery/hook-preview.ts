// The request that a telephony hook would get for one of our users: `POST /api/v1/inlineHooks/{inlineHookId}/preview`.
import * as z from "zod";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import { previewRequest } from "../hooks/preview";
import { getHook } from "../hooks/service";
import { requestTypes, type TelephonyPayload } from "../hooks/telephony";
import { getUser } from "../users/service";
import { administrators, type Route, route } from "../web/router";
import { phoneNumberRefused, readPhoneNumber } from "./phone";

const HookPreviewInput = z.object({
	userId: z.string().min(1).max(100).meta({ description: "ID or login of a user with a mobile phone" }),
	event: z.enum(requestTypes).meta({ description: "Why the message would be sent" }),
	channel: z.enum(["SMS", "CALL"]).default("SMS"),
});
type HookPreviewInput = z.infer<typeof HookPreviewInput>;

/** Makes the request up; nothing is sent. Throws 400 for a user without a mobile phone that messages can go to. */
async function previewHook(ctx: Ctx, hookId: string, input: HookPreviewInput): Promise<TelephonyPayload> {
	const hook = await getHook(ctx, hookId);
	const user = await getUser(ctx, input.userId);
	if (user.mobilePhone === null) throw invalid("userId", "The user has no mobile phone.");
	const phone = readPhoneNumber(user.mobilePhone);
	if (!phone.ok) throw phoneNumberRefused(phone.reason);
	return previewRequest(ctx, hook, {
		user: { ...user, phone: phone.e164 },
		event: input.event,
		channel: input.channel,
		locale: user.locale ?? "en",
	});
}

export const hookPreviewRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/inlineHooks/{inlineHookId}/preview",
		tag: "Inline hooks",
		summary: "Preview an inline hook's request",
		description: `
Answers with the request that the hook would get for a user and an event. Its code is made up, and nothing is sent: look
at it, change it, and try it out with \`execute\`.`.trim(),
		access: administrators,
		body: HookPreviewInput,
		answer: z.record(z.string(), z.unknown()),
		handle: (ctx, { params, body }) => previewHook(ctx, params.inlineHookId, body),
	}),
];
