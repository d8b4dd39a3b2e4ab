// The request that a hook would get for a user and an event, to be looked at, edited and executed.
import type { Ctx } from "../context";
import {
	newEventId,
	purposeOf,
	type RequestType,
	requestFacts,
	type TelephonyChannel,
	type TelephonyFacts,
	type TelephonyPayload,
	telephonyRequest,
} from "./telephony";
import { hookPath } from "./view";

/** Not a code of anybody's. It begins with a zero, so that a service that reads it as a number is found out. */
const sampleCode = "012345";

const sampleLifetimeMs = 5 * 60_000;

/** Makes up the request. Nothing is sent, and no code is made. */
export function previewRequest(
	ctx: Ctx,
	hook: { id: string; callWord: string | null },
	{
		user,
		event,
		channel,
		locale,
	}: {
		user: TelephonyFacts["user"] & { phone: string };
		event: RequestType;
		channel: TelephonyChannel;
		locale: string;
	},
): TelephonyPayload {
	return telephonyRequest({
		eventId: newEventId(),
		nowMs: ctx.now(),
		source: ctx.env.publicOrigin + hookPath(hook.id),
		request: requestFacts(ctx, null),
		user,
		message: {
			channel,
			purpose: purposeOf(event),
			destination: user.phone,
			code: sampleCode,
			text: `(Preview) Your ${ctx.env.organizationName} code is ${sampleCode}.`,
			locale,
			expiresAt: ctx.now() + sampleLifetimeMs,
		},
		callWord: hook.callWord,
	});
}
