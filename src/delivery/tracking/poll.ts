// Asks providers that send no callbacks. A provider is asked only when somebody looks at the delivery.
import type { Ctx } from "../../context";
import { DeliveryError } from "../../drivers/kit/error";
import { rememberedSecrets } from "../../providers/accounts/secrets";
import { findAccount } from "../../providers/accounts/service";
import { ioFor } from "../../providers/driver-input";
import { applyReceipts } from "../receipts/apply";
import type { Timeline } from "../records/read";

const queryBudgetMs = 2_000;

/**
 * Asks the provider that took the message where it is. Only a provider without callbacks is asked, and only until the
 * status is final.
 * @returns whether anything may have changed
 */
export async function pollDelivery(ctx: Ctx, { delivery, tries }: Timeline): Promise<boolean> {
	const taken = tries.find((made) => made.result === "accepted");
	const isOpen = taken?.status === "queued" || taken?.status === "sent";
	if (!taken || !isOpen || taken.accountId === null || taken.providerMessageId === null) return false;
	const account = await findAccount(ctx, taken.accountId);
	if (!account?.driver.queryStatus) return false;
	const settings = { id: account.id, config: account.config, secrets: await rememberedSecrets(ctx, account) };
	const receipt = await account.driver
		.queryStatus(ioFor(ctx, queryBudgetMs), taken.providerMessageId, settings)
		.catch((error: unknown) => {
			// The provider doesn't answer now, so the last known status stays.
			if (error instanceof DeliveryError) return null;
			throw error;
		});
	if (receipt === null) return false;
	await applyReceipts(ctx, account.id, [receipt], delivery.id);
	return true;
}
