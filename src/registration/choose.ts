// Choosing not to register: to skip an optional page this time, or to decline for good.
import { countSkip, findChoices, optOut } from "../contacts/choices";
import type { Ctx } from "../context";
import { wrongStatus } from "../errors";
import { readFields } from "./fields";
import { mayDecline, mostSkips } from "./open";
import type { Registrant, RegistrationPage } from "./registrant";

/** Throws E0000107 at the showing that has no "Skip". The caller knows whether the page was optional. */
export async function skipRegistration(ctx: Ctx, { user }: Registrant): Promise<void> {
	if (!(await countSkip(ctx, user.id, mostSkips))) throw wrongStatus("registration-skipped");
}

/**
 * Declines: the user is asked no more, and gets no codes. It ends when customer care resets the contact data, or when
 * the user fills in the page of preferences. Throws E0000107 where the page has no button for it.
 */
export async function declineRegistration(
	ctx: Ctx,
	registrant: Registrant,
	page: RegistrationPage,
	{ isChallenged }: { isChallenged: boolean },
): Promise<void> {
	const [fields, { isOptedOut }] = await Promise.all([
		readFields(ctx, registrant),
		findChoices(ctx, registrant.user.id),
	]);
	if (isOptedOut) return;
	if (!mayDecline(fields, page, isChallenged)) throw wrongStatus("registration-required");
	await optOut(ctx, registrant.user);
}
