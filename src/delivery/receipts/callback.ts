// Takes a provider's callback: the account must be known and the signature genuine, then it is read.
import type { Ctx } from "../../context";
import type { Receipt, ReceiptRequest } from "../../drivers/driver";
import { DeliveryError } from "../../drivers/kit/error";
import { ApiError, notFound, unavailable } from "../../errors";
import { rememberedSecrets } from "../../providers/accounts/secrets";
import { findAccount } from "../../providers/accounts/service";
import { ioFor } from "../../providers/driver-input";
import { findDelivery } from "../records/read";
import { takeReplies } from "../replies/take";
import { applyReceipts } from "./apply";
import { applyLater, receiptsAtOnce } from "./queue";

/** All that a driver may ask its provider while a callback waits. Amazon SNS waits 15 s for the answer. */
const askedBackWithinMs = 5_000;
const againAfterSeconds = 20;

interface Callback extends ReceiptRequest {
	accountId: string;
	/** Given when the callback's address was made for one message. */
	deliveryId?: string;
}

/**
 * Takes a callback.
 * @returns the text to answer with
 * @throws 404 for an account without receipts, 401 E0000011 for a callback that isn't the provider's; 503 when the
 * provider has to be asked for something and doesn't answer
 */
export async function takeCallback(ctx: Ctx, { accountId, deliveryId, ...request }: Callback): Promise<string> {
	const account = await findAccount(ctx, accountId);
	const receipts = account?.driver.receipts;
	if (!account || !receipts) throw notFound("ProviderAccount", accountId);
	const settings = { config: account.config, secrets: await rememberedSecrets(ctx, account) };
	const answer = receipts.challenge?.(request, settings) ?? null;
	if (answer !== null) return answer;
	const io = ioFor(ctx, askedBackWithinMs);
	if (!(await receipts.isGenuine(request, settings, io).catch(orLater))) throw new ApiError("E0000011");
	await receipts.confirm?.(request, io).catch(orLater);
	await takeReplies(ctx, accountId, account.driver.replies?.parse?.(request) ?? []);
	const reported = receipts.parse(request).flatMap(bounded);
	const isTooMuch = reported.length > receiptsAtOnce;
	const unknown = isTooMuch ? reported : await applyReceipts(ctx, accountId, reported, deliveryId);
	if (unknown.length === 0 && reported.length > 0) return "";
	if (deliveryId !== undefined && !(await findDelivery(ctx, deliveryId))) {
		throw notFound("Delivery", deliveryId);
	}
	// Other systems may use the provider's account, too. An error only makes the provider repeat their receipts for
	// hours.
	if (unknown.length > 0)
		await applyLater(ctx, { accountId, receipts: unknown, ...(deliveryId === undefined ? {} : { deliveryId }) });
	return "";
}

/** A provider takes a refusal for final, and calls again after a server error. */
function orLater(error: unknown): never {
	throw error instanceof DeliveryError ? unavailable(againAfterSeconds) : error;
}

/** Longer than a message id of any driver. */
const longestMessageId = 256;
const longestDetail = 80;

/** Keeps a queue message small: drops a receipt whose id can't be ours, and cuts the provider's word. */
const bounded = (receipt: Receipt): Receipt[] =>
	receipt.providerMessageId.length > longestMessageId
		? []
		: [{ ...receipt, detail: receipt.detail?.slice(0, longestDetail) ?? null }];
