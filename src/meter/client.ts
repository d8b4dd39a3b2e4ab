// The only file that knows which object counts what. A destination's number or address ends here, as a keyed hash.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { networkOf } from "./address";
import type { Meter } from "./object";
import type { AddressLimits, AddressVerdict, Reservation, SendLimits, SendVerdict } from "./types";

/** Whom a message goes to. `prefix` of a telephone number: country calling code and three digits, such as `+1415`. */
export type Recipient =
	| { channel: "SMS" | "CALL"; destination: string; prefix: string }
	| { channel: "EMAIL" | "IM"; destination: string };

/** What a send was counted as; keep it until the message has left or failed. */
export interface CountedSend {
	meter: string;
	reservation: Reservation;
}

type ReserveResult = Exclude<SendVerdict, { ok: true }> | (CountedSend & { ok: true; observed: "conversion" | null });

/**
 * Counts a send before it is made: one call of the prefix's object. A refusal counts nothing.
 * @param idempotencyKey of the request, if it has one: the same one again is `repeated` while the first is under way
 */
export async function reserveSend(
	ctx: Ctx,
	recipient: Recipient,
	limits: SendLimits,
	idempotencyKey?: string,
): Promise<ReserveResult> {
	const destinationHash = await hashOf(ctx, recipient);
	const meter = meterName(recipient, destinationHash);
	const { channel } = recipient;
	const { lookupKey } = ctx.env;
	const keyHash = idempotencyKey === undefined ? undefined : await keyedHash(lookupKey, "meter.key", idempotencyKey);
	const verdict = await stubOf(ctx, meter).reserve({ destinationHash, channel, keyHash, now: ctx.now(), limits });
	return verdict.ok ? { ...verdict, meter } : verdict;
}

/** Gives a send back: only when it is certain that no provider took the message. */
export async function refundSend(ctx: Ctx, { meter, reservation }: CountedSend): Promise<void> {
	await stubOf(ctx, meter).refund(reservation);
}

/** The code sent to this recipient was answered. Nobody has to wait for it: hand it to `ctx.background`. */
export async function countVerified(ctx: Ctx, recipient: Recipient): Promise<void> {
	const destinationHash = await hashOf(ctx, recipient);
	await stubOf(ctx, meterName(recipient, destinationHash)).verified({ destinationHash, now: ctx.now() });
}

/** Counts a request of an end user's address: IPv4 singly, IPv6 by its /64. */
export async function reserveAddress(ctx: Ctx, ipAddress: string, limits: AddressLimits): Promise<AddressVerdict> {
	return stubOf(ctx, `ip:${networkOf(ipAddress)}`).reserveAddress({ now: ctx.now(), limits });
}

/** A number is one destination for SMS and CALL together; mail addresses differ by case only in theory. */
function hashOf(ctx: Ctx, { channel, destination }: Recipient): Promise<string> {
	const [kind, value] =
		channel === "EMAIL" ? ["email", destination.toLowerCase()] : [channel === "IM" ? "im" : "phone", destination];
	return keyedHash(ctx.env.lookupKey, `meter.${kind}`, value);
}

/** IM names share no prefix that means anything: they are spread over 256 objects by their hash. */
function meterName(recipient: Recipient, destinationHash: string): string {
	if ("prefix" in recipient) return recipient.prefix;
	const { channel, destination } = recipient;
	if (channel === "IM") return `im:${destinationHash.slice(0, 2)}`;
	return `mail:${destination.slice(destination.lastIndexOf("@") + 1).toLowerCase()}`;
}

function stubOf(ctx: Ctx, name: string): DurableObjectStub<Meter> {
	const namespace = ctx.env.bindings.METER as DurableObjectNamespace<Meter>;
	return namespace.get(namespace.idFromName(name));
}
