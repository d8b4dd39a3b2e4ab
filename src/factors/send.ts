// Sending a code: the guard takes its hash first, then the message goes out. Its digits are in the message alone.
import type { Ctx } from "../context";
import { type Admitted, admitSend } from "../delivery/admit";
import { type Delivery, deliver } from "../delivery/deliver";
import { findDeliveryByKey } from "../delivery/records";
import { deliveryFailed, invalid } from "../errors";
import { guardOf } from "../guard/client";
import { sentCodeHash } from "../guard/secret";
import type { Issue, NewCode } from "../guard/types";
import { newId } from "../ids";
import type { Addressee } from "./addressee";
import { expiryOf, newCode } from "./code";
import { channels, type SentFactorType } from "./contact";
import { askGuard } from "./lesson";
import type { SendQuery } from "./schema";
import type { SendHeaders } from "./send-headers";
import type { Factor } from "./table";
import { refusalError } from "./verdict";

export type SendOptions = SendQuery & SendHeaders;

/** What the code is for: proving a number or address, or the user. */
export type SendPurpose = NewCode["purpose"];

const requestTypes = {
	activate: "com.okta.user.telephony.pre-enrollment",
	verify: "com.okta.user.telephony.mfa-verification",
} as const satisfies Record<SendPurpose, string>;

/** Counts the message and lets it pass, or throws why not. Nothing has been sent or changed yet. */
export const admitCode = (
	ctx: Ctx,
	user: Addressee,
	type: SentFactorType,
	to: string,
	purpose: SendPurpose,
	{ origin }: SendHeaders,
): Promise<Admitted> =>
	admitSend(ctx, {
		channel: channels[type],
		to,
		ipAddress: origin.ipAddress,
		user: { id: user.id },
		requestType: requestTypes[purpose],
	});

/**
 * Sends a new code, which replaces the factor's earlier one. A locked user gets none: 429 E0000047, and the send isn't
 * counted. When no provider takes the message the guard keeps the code all the same, for it may still arrive.
 */
export async function sendCode(
	ctx: Ctx,
	user: Addressee,
	factor: Pick<Factor, "id"> & { factorType: SentFactorType },
	purpose: SendPurpose,
	admitted: Admitted,
	options: SendOptions,
): Promise<Delivery> {
	const id = newId("delivery", ctx.now());
	const code = newCode();
	const expiresAt = expiryOf(options.tokenLifetimeSeconds, ctx.now());
	try {
		const codeHash = await sentCodeHash(ctx.env.lookupKey, factor.id, code);
		await issueCode(ctx, user.id, {
			purpose,
			factorId: factor.id,
			codeHash,
			expiresAt,
			deliveryId: id,
			now: ctx.now(),
		});
	} catch (error) {
		await admitted.refund();
		throw error;
	}
	const delivery = await deliver(ctx, {
		id,
		channel: channels[factor.factorType],
		destination: admitted.destination,
		country: admitted.country,
		recipient: admitted.recipient,
		code,
		expiresAt,
		requestType: requestTypes[purpose],
		user,
		factorId: factor.id,
		templateId: options.templateId,
		acceptLanguage: options.acceptLanguage,
		origin: options.origin,
		idempotencyKey: options.idempotencyKey,
		refund: admitted.refund,
	});
	if (delivery.isRepeat) throw keyTaken();
	return delivery;
}

async function issueCode(ctx: Ctx, userId: string, code: NewCode): Promise<void> {
	const guard = guardOf(ctx, userId);
	const issue = await askGuard<Issue>(ctx, userId, code.factorId, (lesson) => guard.issueCode(code, lesson));
	if (issue.result !== "issued") throw refusalError(issue);
}

/**
 * The message of an earlier request with the same key; null when this is the first. Throws as the earlier request did
 * when no provider took it, and when it was about another user.
 */
export async function findEarlier(ctx: Ctx, userId: string, { idempotencyKey }: SendHeaders) {
	const earlier = idempotencyKey === undefined ? null : await findDeliveryByKey(ctx, idempotencyKey);
	if (!earlier) return null;
	if (earlier.userId !== userId) throw keyTaken();
	const hasFailed = earlier.accountId === null && (earlier.status === "failed" || earlier.status === "unknown");
	if (hasFailed)
		throw deliveryFailed(earlier.channel, "No provider took the message of the first request with this key.");
	return earlier;
}

export const keyTaken = () => invalid("Idempotency-Key", "The key belongs to another request.");
