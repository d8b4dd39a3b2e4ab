// Sending a code: the guard takes its hash first, then the message goes out. Its digits are in the message alone.
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { type Admitted, type SendIntent, tooSoon } from "../delivery/admit";
import { type Delivery, deliver } from "../delivery/deliver";
import { invalid } from "../errors";
import { guardOf } from "../guard/client";
import { sentCodeHash } from "../guard/secret";
import type { Issue, NewCode } from "../guard/types";
import { newId } from "../ids";
import { type Address, type Addressee, openAddress } from "./addressee";
import { expiryOf, newCode } from "./code";
import { channels, destinationOf } from "./contact";
import { askGuard } from "./lesson";
import type { SendQuery } from "./schema";
import type { SendHeaders } from "./send-headers";
import { keyTaken } from "./send-once";
import { refusalError } from "./verdict";

export type SendOptions = SendQuery & SendHeaders;

/** What the code is for: proving a number or address, or the user. */
export type SendPurpose = NewCode["purpose"];

const requestTypes = {
	activate: "com.okta.user.telephony.pre-enrollment",
	verify: "com.okta.user.telephony.mfa-verification",
} as const satisfies Record<SendPurpose, string>;

/** A code that the guard has taken, before anything is sent. */
export interface IssuedCode {
	deliveryId: string;
	code: string;
	/** Epoch ms. */
	expiresAt: number;
	address: Address;
	/** It has left: an earlier code doesn't count any more. Null when there is none. */
	confirm: (() => Promise<void>) | null;
	/** It has certainly not left, and doesn't count. */
	withdraw(): Promise<void>;
}

/**
 * A new code. The factor's earlier one counts beside it until this one has left. A locked user gets none: 429 E0000047;
 * nobody does while several are under way: 429, as in the cool-down.
 */
export async function issueCode(
	ctx: Ctx,
	userId: string,
	factorId: string,
	purpose: SendPurpose,
	options: SendOptions,
): Promise<IssuedCode> {
	const now = ctx.now();
	const deliveryId = newId("delivery", now);
	const code = newCode();
	const expiresAt = expiryOf(options.tokenLifetimeSeconds, now);
	const issued: NewCode = {
		purpose,
		factorId,
		now,
		inactiveAuthenticatorIds: await inactiveAuthenticatorIds(ctx),
		codeHash: await sentCodeHash(ctx.env.lookupKey, factorId, code),
		expiresAt,
		deliveryId,
	};
	const guard = guardOf(ctx, userId);
	const issue = await askGuard<Issue>(ctx, userId, factorId, (lesson) => guard.issueCode(issued, lesson));
	if (issue.result !== "issued" && issue.result !== "busy") throw issueError(issue);
	const address = await openAddress(ctx, factorId, issue.sealedAddress);
	if (issue.result === "busy") throw tooSoon(ctx, intentOf(address, purpose, options));
	return {
		deliveryId,
		code,
		expiresAt,
		address,
		confirm: issue.isReplacing ? () => guard.confirmCode(factorId, deliveryId) : null,
		withdraw: () => guard.withdrawCode(factorId, deliveryId),
	};
}

const issueError = (issue: Exclude<Issue, { result: "issued" | "busy" }>) =>
	issue.result === "unfit" && issue.reason === "other-kind"
		? invalid("passCode", "The code is missing.")
		: refusalError(issue);

/** What `admitSend` is asked before a code goes to this address. */
export const intentOf = (
	{ user, factorType, contact }: Pick<Address, "factorType" | "contact"> & { user: Pick<Addressee, "id"> },
	purpose: SendPurpose,
	{ origin, idempotencyKey }: SendHeaders,
): SendIntent => ({
	channel: channels[factorType],
	to: destinationOf(contact),
	ipAddress: origin.ipAddress,
	user: { id: user.id },
	requestType: requestTypes[purpose],
	idempotencyKey,
});

/**
 * Sends a code that was issued to a destination that was admitted. When it has left, it is the one that counts; when it
 * certainly hasn't, the one before it is; when nobody knows, both do for ten seconds, and then the new one.
 */
export async function deliverCode(
	ctx: Ctx,
	issued: IssuedCode,
	factorId: string,
	purpose: SendPurpose,
	admitted: Admitted,
	options: SendOptions,
): Promise<Delivery> {
	const { user, factorType, contact } = issued.address;
	const delivery = await deliver(ctx, {
		id: issued.deliveryId,
		channel: channels[factorType],
		destination: admitted.destination,
		extension: contact.phoneExtension,
		country: admitted.country,
		recipient: admitted.recipient,
		code: issued.code,
		expiresAt: issued.expiresAt,
		requestType: requestTypes[purpose],
		user,
		factorId,
		templateId: options.templateId,
		acceptLanguage: options.acceptLanguage,
		origin: options.origin,
		idempotencyKey: options.idempotencyKey,
		refund: async () => {
			await Promise.all([admitted.refund(), issued.withdraw()]);
		},
	});
	if (delivery.isRepeat) throw keyTaken();
	if (issued.confirm) ctx.background(issued.confirm());
	return delivery;
}
