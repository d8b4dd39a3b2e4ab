// Delivering an Okta org's messages: the org's telephony inline hook calls us, and our providers send.
import type { Ctx } from "../context";
import { admitSend } from "../delivery/admit";
import { type Delivery, deliver } from "../delivery/deliver";
import { findDeliveryByKey } from "../delivery/records";
import { ApiError } from "../errors";
import type { TelephonyRequest } from "../hooks/telephony";
import { speakCode, speechLanguage } from "../messages/speech";
import { acceptedAnswer, refusedAnswer, unansweredAnswer } from "./answer";
import { awaitAnswer, claimEvent, keepAnswer, releaseEvent } from "./events";
import type { OktaAnswer } from "./schema";

/** As long as Okta's codes live, where the request doesn't say. */
const usualLifetimeMs = 5 * 60_000;

/** Okta waits for 3 s from when it asked. */
const answerWithinMs = 2_700;

/** Sends the message once, however often the request comes, and answers every time what came of it. */
export async function receiveTelephonyRequest(ctx: Ctx, request: TelephonyRequest): Promise<OktaAnswer> {
	const startedAt = ctx.now();
	const { eventId } = request;
	if (!(await claimEvent(ctx, eventId))) return repeatAnswer(ctx, request, startedAt);
	const answer = await send(ctx, request, startedAt).then(acceptedAnswer, async (error: unknown) => {
		if (error instanceof ApiError) return refusedAnswer(error);
		// Whoever asks again is served; should the message be out already, its idempotency key keeps it from a second send.
		await releaseEvent(ctx, eventId);
		throw error;
	});
	ctx.background(keepAnswer(ctx, eventId, answer));
	return answer;
}

/** The first request's answer; when that isn't there in time, what is known of its message. */
async function repeatAnswer(ctx: Ctx, { eventId, data }: TelephonyRequest, startedAt: number): Promise<OktaAnswer> {
	const answer = await awaitAnswer(ctx, eventId, startedAt + answerWithinMs - ctx.now());
	if (answer !== null) return answer;
	const delivery = await findDeliveryByKey(ctx, idempotencyKey(eventId));
	return delivery === null
		? unansweredAnswer(data.messageProfile.deliveryChannel)
		: acceptedAnswer({ id: delivery.id, status: delivery.status, provider: null });
}

const idempotencyKey = (eventId: string) => `okta:${eventId}`;

/** Okta's user isn't one of ours: the message goes to no telephony hook of our own, which might well lead back to Okta. */
async function send(ctx: Ctx, { eventId, data, ...request }: TelephonyRequest, startedAt: number): Promise<Delivery> {
	const { deliveryChannel: channel, phoneNumber, otpCode, otpExpires, locale } = data.messageProfile;
	const ipAddress = data.context?.request?.ipAddress ?? null;
	const requestType = request.requestType ?? "com.okta.user.telephony.mfa-verification";
	const admitted = await admitSend(ctx, {
		channel,
		to: /^\d/.test(phoneNumber) ? `+${phoneNumber}` : phoneNumber,
		ipAddress,
		user: null,
		requestType,
		hasOwnCooldown: true,
	});
	const text = finishedText(data.messageProfile);
	return deliver(ctx, {
		channel,
		destination: admitted.destination,
		country: admitted.country,
		recipient: admitted.recipient,
		code: otpCode,
		expiresAt: otpExpires ? Date.parse(otpExpires) : ctx.now() + usualLifetimeMs,
		requestType,
		user: null,
		factorId: null,
		acceptLanguage: locale ?? null,
		origin: { country: null, ipAddress },
		idempotencyKey: idempotencyKey(eventId),
		startedAt,
		...(text === null ? {} : { presetText: { text, locale: speechLanguage(locale ?? "en") } }),
		refund: admitted.refund,
	});
}

/** Okta's own text; null where there is none, as for most calls, and ours is used. A code in a call is said sign by sign. */
function finishedText({
	msgTemplate,
	deliveryChannel,
	otpCode,
	locale,
}: TelephonyRequest["data"]["messageProfile"]): string | null {
	const text = msgTemplate?.trim() ?? "";
	if (text === "" || text.toLowerCase() === "not applicable") return null;
	return deliveryChannel === "CALL" ? text.replaceAll(otpCode, () => speakCode(otpCode, locale ?? "en")) : text;
}
