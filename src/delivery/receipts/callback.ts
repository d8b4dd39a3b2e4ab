// A provider's callback: known account, genuine signature, and then its facts.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { ApiError, notFound } from "../../errors";
import { findAccounts } from "../accounts/service";
import type { ReceiptRequest } from "../driver";
import { findDelivery } from "../records";
import { deliveries } from "../table";
import { applyReceipts } from "./apply";
import { applyLater } from "./queue";

export interface Callback extends ReceiptRequest {
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
	const account = (await findAccounts(ctx)).get(accountId);
	const receipts = account?.driver.receipts;
	if (!account || !receipts) throw notFound("ProviderAccount", accountId);
	const settings = { config: account.config, secrets: await account.openSecrets() };
	const answer = receipts.challenge?.(request, settings) ?? null;
	if (answer !== null) return answer;
	if (!(await receipts.isGenuine(request, settings, ctx.now()))) throw new ApiError("E0000011");
	const reported = receipts.parse(request);
	const unknown = await applyReceipts(ctx, accountId, reported, deliveryId);
	if (unknown.length === 0 && reported.length > 0) return "";
	if (deliveryId !== undefined && !(await findDelivery(ctx, eq(deliveries.id, deliveryId)))) {
		throw notFound("Delivery", deliveryId);
	}
	// Others may use the provider's account as well: about their messages an error would only be repeated for hours.
	if (unknown.length > 0)
		await applyLater(ctx, { accountId, receipts: unknown, ...(deliveryId === undefined ? {} : { deliveryId }) });
	return "";
}
