// Sends the code of a challenge: the transaction's object claims the send, the guard takes the hash, a message leaves.
import { inactiveAuthenticatorIds } from "../authenticators/service";
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { type AdmittedSend, admitSend, tooSoon } from "../delivery/admit";
import { sendLimitReached } from "../errors";
import { askGuardAbout } from "../factors/lesson";
import { type IssuedCode, sendCode, withdrawCode } from "../factors/send";
import { refusalError } from "../factors/verdict";
import { generationOf } from "../generation/service";
import { sentCodeHash } from "../guard/secret";
import { sourceOf } from "../guard/source";
import type { Issue, NewCode } from "../guard/types";
import { newId } from "../ids";
import type { SendRequest } from "../messages/send-request";
import { type Challenge, holderIdOf, type MessageOptions, type SentMessage } from "./challenge";
import { makeChallengeCode } from "./codes/code";
import { type KeptCode, openCode, sealCode } from "./codes/kept-code";
import type { CodeKeeper } from "./codes/store";
import type { Destination } from "./destination";
import { knownChallenge } from "./known-challenge";
import type { Person } from "./person";

interface Sending {
	person: Pick<Person, "user" | "applicationId" | "settings">;
	destination: Destination;
	/** Which authenticator switches the channel on and off. */
	authenticatorId: string | null;
	options: MessageOptions;
}

/** Sends the transaction's code, and makes it when there is none. Throws why the message hasn't left. */
export async function sendChallengeCode(
	ctx: Ctx,
	keeper: CodeKeeper,
	challenge: Challenge,
	sending: Sending,
): Promise<SentMessage> {
	const deliveryId = newId("delivery", ctx.now());
	const { kept, isResend } = await claim(ctx, keeper, challenge, sending, deliveryId);
	const giveBack = () => keeper.giveBack(challenge.type.key, deliveryId);
	const { issued, admitted } = await prepare(ctx, challenge, sending, kept, deliveryId).catch(async (error) => {
		await giveBack();
		throw error;
	});
	await sendCode(ctx, issued, admitted, giveBack);
	return { deliveryId, expiresAt: kept.expiresAt, isResend };
}

/** The object decides: of parallel requests, one brings the code, and at most three send it. */
async function claim(
	ctx: Ctx,
	keeper: CodeKeeper,
	{ type, transactionId }: Challenge,
	{ person, destination: { channel, to } }: Sending,
	deliveryId: string,
): Promise<{ kept: KeptCode; isResend: boolean }> {
	const { code, shape, expiresAt } = makeChallengeCode(person.settings, type, ctx.now());
	const [sealed, destinationHash] = await Promise.all([
		sealCode(ctx.env.sealKeys, transactionId, type.key, code),
		keyedHash(ctx.env.lookupKey, "challenges.destination", `${channel}:${to}`),
	]);
	const made = { sealed, shape, expiresAt, destinationHash };
	const claimed = await keeper.claim(type.key, made, deliveryId, ctx.now());
	if (claimed.result === "claimed") return { kept: claimed.code, isResend: claimed.isResend };
	throw sendLimitReached("code-sent-too-often", Math.ceil((claimed.expiresAt - ctx.now()) / 1000));
}

async function prepare(
	ctx: Ctx,
	challenge: Challenge,
	sending: Sending,
	kept: KeptCode,
	deliveryId: string,
): Promise<{ issued: IssuedCode; admitted: AdmittedSend }> {
	const code = await openCode(ctx.env.sealKeys, challenge.transactionId, challenge.type.key, kept.sealed);
	const request = toRequest(challenge, sending, { id: deliveryId, code, expiresAt: kept.expiresAt });
	const issued = await issue(ctx, challenge, sending, kept, request);
	const admitted = await admitSend(ctx, request).catch(async (error) => {
		await withdrawCode(ctx, issued);
		throw error;
	});
	return { issued, admitted };
}

const toRequest = (
	{ type, purpose }: Challenge,
	{ person: { user, applicationId }, destination: { channel, to, driverId }, options }: Sending,
	message: Pick<SendRequest, "id" | "code" | "expiresAt">,
): SendRequest => ({
	...options,
	...message,
	user,
	channel,
	to,
	driverId,
	purpose,
	factorId: null,
	textsOf: { type: type.key, applicationId },
	isKeptByHolder: true,
});

/** Hands the code to the guard. Another message with the same code leaves its life as it is. */
async function issue(
	ctx: Ctx,
	challenge: Challenge,
	{ authenticatorId }: Sending,
	{ shape, expiresAt }: KeptCode,
	request: SendRequest,
): Promise<IssuedCode> {
	const { userId } = challenge;
	const holderId = holderIdOf(challenge);
	const [generation, inactiveIds, codeHash, source] = await Promise.all([
		generationOf(ctx),
		inactiveAuthenticatorIds(ctx),
		sentCodeHash(ctx.env.lookupKey, holderId, request.code),
		sourceOf(ctx),
	]);
	const code: NewCode = {
		purpose: "verify",
		holder: { kind: "challenge", id: holderId },
		generation,
		now: ctx.now(),
		inactiveAuthenticatorIds: inactiveIds,
		codeHash,
		shape,
		expiresAt,
		deliveryId: request.id,
		...source,
		isUnlock: challenge.purpose === "unlock",
	};
	const known = knownChallenge(challenge, { shape, authenticatorId, neededUntil: expiresAt });
	const answer = await askGuardAbout<Issue>(
		ctx,
		userId,
		(guard, lesson) => guard.issueCode(code, lesson),
		async () => known,
	);
	if (answer.result === "busy") throw await tooSoon(ctx, request);
	if (answer.result !== "issued") throw refusalError(answer);
	return { userId, holderId, deliveryId: request.id, isReplacing: answer.isReplacing };
}
