// Refused messages in the System Log: a row for each kind in a while, which says how many have no row of their own.
import type { Ctx } from "../context";
import { queueOnce, withRefused } from "../log/once";
import { queueEvent } from "../log/write";
import type { SendRequest } from "../messages/send-request";
import type { NotedRefusal } from "../meter/refusals";
import { maskDestination } from "../phone/mask";
import { sendEventType } from "./log-events";

/** The fields of a request that its refusal names. */
export type Refusable = Pick<SendRequest, "channel" | "to" | "user" | "purpose">;

/** Logs what a meter refused, if the meter says so. */
export function logRefusal(
	ctx: Ctx,
	request: Refusable,
	reason: string,
	{ isToBeLogged, refusedMeanwhile }: NotedRefusal,
) {
	if (isToBeLogged) ctx.background(queueEvent(ctx, withRefused(eventOf(request, reason, "DENY"), refusedMeanwhile)));
}

/** Logs what was refused before any meter was asked. */
export function logUncountedRefusal(ctx: Ctx, request: Refusable, reason: string): void {
	const kind = `send:${reason}:${request.channel}:${request.user?.id ?? request.to}`;
	queueOnce(ctx, kind, eventOf(request, reason, "DENY"));
}

/** Logs that a rule would have refused a message that was sent. */
export const logObserved = (ctx: Ctx, request: Refusable, reason: string): void =>
	ctx.background(queueEvent(ctx, eventOf(request, reason, "SKIPPED")));

/** Like Okta: the event of the send itself. */
const eventOf = (request: Refusable, reason: string, result: "DENY" | "SKIPPED") => ({
	eventType: sendEventType(request.channel, request.purpose),
	outcome: { result, reason: `SEND_LIMIT_${reason.toUpperCase().replaceAll("-", "_")}` },
	target: request.user === null ? [] : [{ id: request.user.id, type: "User" }],
	debugData: { destination: maskDestination(request.to) },
});

const maxDestinations = 1_000;

/** Channel and destination → how many messages this isolate refused without asking the meter. */
const unasked = new Map<string, number>();

const nameOf = ({ channel, to }: Refusable) => `${channel}:${to}`;

/** Notes a refusal that the meter doesn't know of. The next question to the meter brings it along. */
export function noteUnasked(request: Refusable): void {
	if (unasked.size >= maxDestinations) unasked.clear();
	unasked.set(nameOf(request), (unasked.get(nameOf(request)) ?? 0) + 1);
}

export function takeUnasked(request: Refusable): number {
	const refused = unasked.get(nameOf(request)) ?? 0;
	unasked.delete(nameOf(request));
	return refused;
}
