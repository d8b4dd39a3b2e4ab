// Giving a person a code by telephone, for the transactions of one application. The operator sees it this once.
import { findApplication } from "../applications/service";
import {
	type HelpDeskCode,
	helpDeskCodeIssue,
	makeHelpDeskCode,
	refuseHelpDeskCode,
	withdrawHelpDeskCode,
} from "../challenges/owned/help-desk-codes";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import { takeAction } from "./action";
import { newClaim, refuseSpent } from "./claim";
import { caredUser } from "./people";
import type { HelpDeskCodeInput } from "./schema";

/** The guard has the code before the batch says that it was issued. What isn't issued is withdrawn again. */
export async function giveHelpDeskCode(
	ctx: Ctx,
	userId: string,
	{ application, ...note }: HelpDeskCodeInput,
): Promise<HelpDeskCode> {
	const claim = newClaim(ctx, "helpDeskCode");
	const user = await caredUser(ctx, userId);
	await refuseApplication(ctx, application);
	await refuseSpent(ctx, claim);
	await refuseHelpDeskCode(ctx, userId);
	const made = await makeHelpDeskCode(ctx, userId);
	const details = { applicationId: application, endsAt: new Date(made.endsAt).toISOString() };
	const parts = [helpDeskCodeIssue(ctx, userId, application, made, claim.isTaken)];
	try {
		await takeAction(ctx, { claim, user, eventType: "user.helpdesk_code.issue", note, details, parts });
	} catch (error) {
		await withdrawHelpDeskCode(ctx, userId, made);
		throw error;
	}
	return made;
}

/** A token of an application gives codes for this application alone. */
async function refuseApplication(ctx: Ctx, id: string): Promise<void> {
	if (ctx.actor.kind === "application" && ctx.actor.id !== id) throw invalid("application", "application-needed");
	if ((await findApplication(ctx, id)) === null) throw invalid("application", "application-unknown");
}
