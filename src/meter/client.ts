// Decides which object counts what. Numbers and addresses go no further than this file: objects get keyed hashes.
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { randomCharacters } from "../ids";
import { callObject } from "../objects";
import { networkOf } from "./address";
import { largeMailDomains } from "./large-mail-domains";
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
	/** The end user's address, where its meter counted the send, too. */
	ipAddress?: string;
}

type Counted = Extract<SendVerdict, { ok: true }>;
type ReserveResult = Exclude<SendVerdict, Counted> | (Counted & CountedSend);

/** An id must differ only from the other ids of its destination or address. */
const newCountId = () => randomCharacters(10);

/**
 * Counts a send before the message is sent, in one call of the prefix's object. A refusal counts nothing.
 * @param idempotencyKey the request's key, if any; a second request is `repeated` while the first one is under way
 * @param refusedElsewhere see `MeteredSend`
 */
export async function reserveSend(
	ctx: Ctx,
	recipient: Recipient,
	limits: SendLimits,
	idempotencyKey?: string,
	refusedElsewhere = 0,
): Promise<ReserveResult> {
	const destinationHash = await hashOf(ctx, recipient);
	const meter = meterName(recipient, destinationHash);
	const { channel } = recipient;
	const { lookupKey } = ctx.env;
	const keyHash = idempotencyKey === undefined ? undefined : await keyedHash(lookupKey, "meter.key", idempotencyKey);
	const reservation = { id: newCountId(), destinationHash };
	const send = { ...reservation, channel, keyHash, refusedElsewhere, now: ctx.now(), limits };
	const verdict = await callMeter(ctx, meter, (stub) => stub.reserve(send));
	return verdict.ok ? { ...verdict, meter, reservation } : verdict;
}

/** Gives a send back. Call this only when it is certain that no provider took the message. */
export async function refundSend(ctx: Ctx, { meter, reservation, ipAddress }: CountedSend): Promise<void> {
	await Promise.all([
		callMeter(ctx, meter, (stub) => stub.refund(reservation)),
		ipAddress && callMeter(ctx, addressMeter(ipAddress), (stub) => stub.refundAddress(reservation.id)),
	]);
}

/** Counts that the code sent to this recipient was used. Nobody has to wait, so hand this to `ctx.background`. */
export async function countVerified(ctx: Ctx, recipient: Recipient): Promise<void> {
	const destinationHash = await hashOf(ctx, recipient);
	const verification = { id: newCountId(), destinationHash, now: ctx.now() };
	await callMeter(ctx, meterName(recipient, destinationHash), (stub) => stub.verified(verification));
}

/**
 * Counts a send that an end user's address asks for. Each IPv4 address and each /64 of IPv6 has its own meter. Ask for
 * the destination first: what the destination refuses doesn't count here, so a made-up address leaves no meter behind.
 * @param id the reservation's, by which `refundSend` gives the send back
 */
export async function reserveAddress(
	ctx: Ctx,
	ipAddress: string,
	limits: AddressLimits,
	id = newCountId(),
): Promise<AddressVerdict> {
	return callMeter(ctx, addressMeter(ipAddress), (stub) => stub.reserveAddress({ id, now: ctx.now(), limits }));
}

const addressMeter = (ipAddress: string): string => `ip:${networkOf(ipAddress)}`;

/** A number is one destination for SMS and CALL together. Mail addresses count as equal whatever their case. */
function hashOf(ctx: Ctx, { channel, destination }: Recipient): Promise<string> {
	const [kind, value] =
		channel === "EMAIL" ? ["email", destination.toLowerCase()] : [channel === "IM" ? "im" : "phone", destination];
	return keyedHash(ctx.env.lookupKey, `meter.${kind}`, value);
}

/**
 * The names of IM have no meaningful prefix, so their hash spreads them over 256 objects. It does the same for the
 * addresses of a large mail domain. The same destination always goes to the same object, so its limits are exact.
 */
function meterName(recipient: Recipient, destinationHash: string): string {
	if ("prefix" in recipient) return recipient.prefix;
	const part = destinationHash.slice(0, 2);
	const { channel, destination } = recipient;
	if (channel === "IM") return `im:${part}`;
	const domain = destination.slice(destination.lastIndexOf("@") + 1).toLowerCase();
	// No domain has an "@", so none can be mistaken for a part.
	return largeMailDomains.has(domain) ? `mail:${part}@${domain}` : `mail:${domain}`;
}

/** Every call is repeatable, because what counts has an id. */
function callMeter<Answer extends Promise<unknown>>(
	ctx: Ctx,
	name: string,
	call: (stub: DurableObjectStub<Meter>) => Answer,
): Promise<Awaited<Answer>> {
	const namespace = ctx.env.bindings.METER as DurableObjectNamespace<Meter>;
	return callObject(ctx.deadlines, namespace, name, call, { isRepeatable: true });
}
