// Sends a code: first the guard takes the code's hash, then the message leaves. Only the message holds the code.

import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { type AdmittedSend, tooSoon } from "../delivery/admit";
import { type Delivery, deliver } from "../delivery/deliver";
import { invalid } from "../errors";
import { generationOf } from "../generation/service";
import { withGuard } from "../guard/client";
import { sentCodeHash } from "../guard/secret";
import { sourceOf } from "../guard/source";
import type { CodeShape, Issue, NewCode } from "../guard/types";
import { newId } from "../ids";
import type { Purpose } from "../messages/message";
import type { Addressee, SendOptions, SendRequest } from "../messages/send-request";
import { refundSend } from "../meter/client";
import { type Address, openAddress } from "./addressee";
import { codeShapeFor, expiryOf, newCode } from "./code";
import { channelOf, destinationOf } from "./contact";
import { askGuard } from "./lesson";
import type { SendQuery } from "./schema";
import { keyTaken } from "./send-once";
import { refusalError } from "./verdict";

/** What a client says about the message, in its query and its headers. */
export type FactorSendOptions = SendQuery & SendOptions;

/** A request without the addressee. */
export type Unaddressed = Omit<SendRequest, keyof Addressee> & { factorId: string; shape: CodeShape };

/** Makes a new code. Nobody knows of the code yet. */
export async function newRequest(
	ctx: Ctx,
	factorId: string,
	purpose: Extract<Purpose, "enrollment" | "verification">,
	options: FactorSendOptions,
): Promise<Unaddressed> {
	const now = ctx.now();
	const shape = await codeShapeFor(ctx);
	const expiresAt = expiryOf(options.tokenLifetimeSeconds, now);
	return { ...options, id: newId("delivery", now), factorId, purpose, shape, code: newCode(shape), expiresAt };
}

/** The addressee of a factor's codes, in the form that a request takes. */
export const addresseeOf = ({ user, factorType, contact }: Address): Addressee => ({
	user,
	channel: channelOf[factorType],
	to: destinationOf(contact),
	extension: contact.phoneExtension,
});

/** A code that the guard has taken, and that isn't sent yet. */
export interface IssuedCode {
	userId: string;
	holderId: string;
	deliveryId: string;
	/** An earlier code counts too, until this code is confirmed. */
	isReplacing: boolean;
}

/**
 * Hands a new code to the guard. The factor's earlier code counts, too, until the new code has left. A locked user gets
 * no code: 429 E0000047. While several codes are under way, no further code is issued: 429, as in the cool-down.
 */
export async function issueCode(
	ctx: Ctx,
	userId: string,
	request: Unaddressed,
): Promise<IssuedCode & { address: Address }> {
	const { factorId, id: deliveryId, code, expiresAt } = request;
	const [generation, inactiveIds, codeHash, source] = await Promise.all([
		generationOf(ctx),
		inactiveAuthenticatorIds(ctx),
		sentCodeHash(ctx.env.lookupKey, factorId, code),
		sourceOf(ctx),
	]);
	const issued: NewCode = {
		purpose: request.purpose === "enrollment" ? "activate" : "verify",
		holder: { kind: "factor", id: factorId },
		generation,
		now: ctx.now(),
		inactiveAuthenticatorIds: inactiveIds,
		codeHash,
		shape: request.shape,
		expiresAt,
		deliveryId,
		...source,
	};
	const issue = await askGuard<Issue>(ctx, userId, factorId, (guard, lesson) => guard.issueCode(issued, lesson));
	if (issue.result !== "issued" && issue.result !== "busy") throw issueError(issue);
	if (issue.sealedAddress === undefined) throw new Error("a factor whose codes are sent has an address");
	const address = await openAddress(ctx, userId, factorId, issue.sealedAddress);
	if (issue.result === "busy") throw await tooSoon(ctx, { ...request, ...addresseeOf(address) });
	return { userId, holderId: factorId, deliveryId, isReplacing: issue.isReplacing, address };
}

const issueError = (issue: Exclude<Issue, { result: "issued" | "busy" }>) =>
	issue.result === "unfit" && issue.reason === "other-kind" ? invalid("passCode", "code-missing") : refusalError(issue);

/** Takes a code back that has certainly not left. Then only the earlier code counts. */
export const withdrawCode = (ctx: Ctx, { userId, holderId, deliveryId }: IssuedCode): Promise<void> =>
	withGuard(ctx, userId, (guard) => guard.withdrawCode(holderId, deliveryId));

/**
 * Sends an issued code to an admitted destination. Only here the outcome of a send decides which code counts, and
 * whether the meter gets the send back (docs/decisions/0009).
 * @param onNothingLeft called when the message has certainly not left
 */
export async function sendCode(
	ctx: Ctx,
	issued: IssuedCode,
	admitted: AdmittedSend,
	onNothingLeft?: () => Promise<void>,
): Promise<Delivery> {
	const { userId, holderId, deliveryId } = issued;
	const takeBack = () => Promise.all([refundSend(ctx, admitted.counted), withdrawCode(ctx, issued), onNothingLeft?.()]);
	const outcome = await deliver(ctx, admitted);
	switch (outcome.result) {
		case "taken":
			if (issued.isReplacing) {
				ctx.background(withGuard(ctx, userId, (guard) => guard.confirmCode(holderId, deliveryId)));
			}
			return outcome.delivery;
		case "perhaps":
			// Both codes count for ten seconds, then the new one alone.
			throw outcome.error;
		case "refused":
			await takeBack();
			throw outcome.error;
		case "repeat":
			await takeBack();
			throw keyTaken();
	}
}
