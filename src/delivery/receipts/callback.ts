// A provider's callback: known account, genuine signature, and then its facts.
import type { Ctx } from "../../context";
import type { Receipt, ReceiptRequest } from "../../drivers/driver";
import { ApiError, notFound } from "../../errors";
import { rememberedSecrets } from "../../providers/accounts/secrets";
import { findAccount } from "../../providers/accounts/service";
import { findDelivery } from "../records/read";
import { applyReceipts } from "./apply";
import { applyLater, receiptsAtOnce } from "./queue";

interface Callback extends ReceiptRequest {
	accountId: string;
	/** Where the address was made for one message. */
	deliveryId?: string;
}

/**
 * Takes a callback.
 * @returns the text to answer with
 * @throws 404 for an account without receipts, 401 E0000011 for a callback that isn't the provider's
 */
export async function takeCallback(ctx: Ctx, { accountId, deliveryId, ...request }: Callback): Promise<string> {
	const account = await findAccount(ctx, accountId);
	const receipts = account?.driver.receipts;
	if (!account || !receipts) throw notFound("ProviderAccount", accountId);
	const settings = { config: account.config, secrets: await rememberedSecrets(ctx, account) };
	const answer = receipts.challenge?.(request, settings) ?? null;
	if (answer !== null) return answer;
	if (!(await receipts.isGenuine(request, settings, ctx.now()))) throw new ApiError("E0000011");
	const reported = receipts.parse(request).flatMap(bounded);
	const isTooMuch = reported.length > receiptsAtOnce;
	const unknown = isTooMuch ? reported : await applyReceipts(ctx, accountId, reported, deliveryId);
	if (unknown.length === 0 && reported.length > 0) return "";
	if (deliveryId !== undefined && !(await findDelivery(ctx, deliveryId))) {
		throw notFound("Delivery", deliveryId);
	}
	// Others may use the provider's account as well: about their messages an error would only be repeated for hours.
	if (unknown.length > 0)
		await applyLater(ctx, { accountId, receipts: unknown, ...(deliveryId === undefined ? {} : { deliveryId }) });
	return "";
}

/** More than any driver takes for an id of a message. */
const longestMessageId = 256;
const longestDetail = 80;

/** A message of the queue has its size: an id that can't be one of ours is left out, a provider's word is cut. */
const bounded = (receipt: Receipt): Receipt[] =>
	receipt.providerMessageId.length > longestMessageId
		? []
		: [{ ...receipt, detail: receipt.detail?.slice(0, longestDetail) ?? null }];
