// Answers HELP, in the language of the word, by the account that heard it.
import type { Ctx } from "../../context";
import { type Account, rememberedAccounts } from "../../providers/accounts/remembered";
import { defaultScope } from "../../settings/catalogue";
import { rememberedSnapshot } from "../../settings/snapshot";
import { fillText } from "../../settings/text-format";
import { findValue } from "../../settings/values";
import { sendNotice } from "../notice";

export async function answerHelp(ctx: Ctx, account: Account, e164: string, locale: string): Promise<void> {
	const [settings, { active }] = await Promise.all([
		rememberedSnapshot.get(ctx, defaultScope),
		rememberedAccounts.get(ctx),
	]);
	const found = findValue(settings, "otp.sms.help.message", [locale]);
	// An account that is switched off still hears, and says nothing.
	if (found === null || !active.has(account.id)) return;
	const text = fillText(found.value, ["", ctx.env.organizationName]);
	const notice = { channel: "SMS", to: e164, locale: found.locale || locale, subject: null, text } as const;
	await sendNotice(ctx, notice, { eventType: "system.sms.send_reply", target: [] }, account);
}
