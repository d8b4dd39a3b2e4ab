// Sends e-mails that hold no code, by the same accounts as codes: notices about accounts of administrators and users.
import { type NoticeMail, takeNoticeMails } from "../administrators/notice-mails";
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { newId } from "../ids";
import { factStatement } from "../log/write";
import type { Message } from "../messages/message";
import { recordBreaker } from "../providers/accounts/service";
import { breakerOf } from "../providers/breakers";
import { orderOf } from "../providers/failover";
import { chooseAccounts } from "../providers/rules/service";
import { tryAccount } from "../providers/try";

/** Nobody waits for the answer, so an account gets more time than with a code. */
const shareMs = 5_000;
const lifetimeMs = 24 * 60 * 60_000;

/**
 * Sends the notices that wait. Call it in the background of whatever may have written one. The platform ends background
 * work 30 s after the answer, so no mail waits for another.
 */
export async function mailNotices(ctx: Ctx): Promise<void> {
	const mails = await takeNoticeMails(ctx);
	await Promise.all(mails.map((mail) => sendNotice(ctx, mail, "system.email.send_administrator_notice")));
}

/**
 * Tries the accounts that e-mails of the purpose "verification" go to, until one may have taken the mail. Without such
 * an account nothing is sent. Neither a meter nor a delivery knows of it: nobody gets many of these mails.
 */
export async function sendNotice(
	ctx: Ctx,
	{ about, to, subject, text }: NoticeMail,
	eventType: "system.email.send_administrator_notice" | "system.email.send_user_notice",
): Promise<void> {
	const subjectOfRules = { channel: "EMAIL", country: null, originCountry: null, purpose: "verification" } as const;
	const { accounts } = await chooseAccounts(ctx, subjectOfRules);
	const message: Message = {
		id: newId("delivery", ctx.now()),
		channel: "EMAIL",
		destination: to,
		locale: "en",
		text,
		subject,
		code: "",
		purpose: "verification",
		expiresAt: ctx.now() + lifetimeMs,
	};
	for (const account of orderOf(accounts, breakerOf, ctx.now())) {
		const { result, providerName } = await tryAccount(ctx, account, message, shareMs);
		const outcome = { result: result === "accepted" ? "SUCCESS" : "FAILURE" } as const;
		const event = {
			eventType,
			target: [about],
			outcome,
			debugData: { provider: providerName },
		} as const;
		const written = [factStatement(ctx, event), ...recordBreaker(ctx, account, breakerOf(account))] as const;
		await retryWrite(() => ctx.db.batch(written));
		if (result !== "failed") return;
	}
}
