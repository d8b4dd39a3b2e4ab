// Decides which object counts what. Numbers and addresses go no further than this file: objects get keyed hashes.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { networkOf } from "./address";
import type { Meter } from "./object";
import type { AddressLimits, AddressVerdict, Reservation, SendLimits, SendVerdict } from "./types";

/** Whom a message goes to. `prefix`: a number's country calling code and its next three digits, such as `+1415`. */
export type Recipient =
	| { channel: "SMS" | "CALL"; destination: string; prefix: string }
	| { channel: "EMAIL" | "IM"; destination: string };

/** Which meter counted a send, and how. Keep this until the message has left or failed. */
export interface CountedSend {
	meter: string;
	reservation: Reservation;
}

type ReserveResult = Exclude<SendVerdict, { ok: true }> | (CountedSend & { ok: true; observed: "conversion" | null });

/**
 * Counts a send before the message is sent, in one call of the prefix's object. A refusal counts nothing.
 * @param idempotencyKey the request's key, if any; a second request is `repeated` while the first one is under way
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

/** Gives a send back. Call this only when it is certain that no provider took the message. */
export async function refundSend(ctx: Ctx, { meter, reservation }: CountedSend): Promise<void> {
	await stubOf(ctx, meter).refund(reservation);
}

/** Counts that the code sent to this recipient was used. Nobody has to wait, so hand this to `ctx.background`. */
export async function countVerified(ctx: Ctx, recipient: Recipient): Promise<void> {
	const destinationHash = await hashOf(ctx, recipient);
	await stubOf(ctx, meterName(recipient, destinationHash)).verified({ destinationHash, now: ctx.now() });
}

/** Counts a request of an end user's address. Each IPv4 address and each /64 of IPv6 has its own meter. */
export async function reserveAddress(ctx: Ctx, ipAddress: string, limits: AddressLimits): Promise<AddressVerdict> {
	return stubOf(ctx, `ip:${networkOf(ipAddress)}`).reserveAddress({ now: ctx.now(), limits });
}

/** A number is one destination for SMS and CALL together. Mail addresses count as equal whatever their case. */
function hashOf(ctx: Ctx, { channel, destination }: Recipient): Promise<string> {
	const [kind, value] =
		channel === "EMAIL" ? ["email", destination.toLowerCase()] : [channel === "IM" ? "im" : "phone", destination];
	return keyedHash(ctx.env.lookupKey, `meter.${kind}`, value);
}

/** IM names have no meaningful prefix, so their hash spreads them over 256 objects. */
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
