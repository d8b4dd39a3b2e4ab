// The message out of a request to send: the administrator's template or our own text, in the person's language.
import type { Ctx } from "../context";
import { composeText } from "../messages/compose";
import type { Message } from "../messages/message";
import type { SendRequest } from "./send-request";
import type { DeliverySettings } from "./settings/schema";

/** A finished text may come with the request (a hook's caller wrote it); it goes out as it is. */
export async function composeMessage(
	ctx: Ctx,
	id: string,
	request: SendRequest,
	{ originHost }: DeliverySettings,
): Promise<Message> {
	const { channel, destination, extension, code, requestType, expiresAt } = request;
	const common = { id, channel, destination, extension, code, requestType, expiresAt };
	if (request.presetText) return { ...common, ...request.presetText, subject: null };
	const { text, subject, locale } = await composeText(ctx, {
		channel,
		requestType,
		code,
		lifetimeSeconds: Math.max(0, Math.round((expiresAt - ctx.now()) / 1000)),
		templateId: request.templateId,
		acceptLanguage: request.acceptLanguage,
		userLocale: request.user?.locale,
		originHost: originHost ?? undefined,
	});
	return { ...common, text, subject, locale };
}
