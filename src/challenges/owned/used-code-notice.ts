// The e-mail that tells a user of a recovery code that was used, and how many are left.
import type { Ctx } from "../../context";
import { sendNotice } from "../../delivery/notice";
import { wantedLanguages } from "../../languages";
import { findUser } from "../../users/service";
import { userParty } from "../../users/user";
import { codesLeft } from "./recovery-lists";
import { ownedWords } from "./words";

/** A user without an address isn't told here. The answer of the challenge and the log tell, too. */
export async function tellOfUsedCode(ctx: Ctx, userId: string, listId: string): Promise<void> {
	const user = await findUser(ctx, userId);
	if (!user?.email) return;
	const { subject, text } = ownedWords(wantedLanguages(null, user.locale)).usedCode;
	const { organizationName } = ctx.env;
	const mail = {
		channel: "EMAIL",
		to: user.email,
		locale: "en",
		subject: subject(organizationName),
		text: text(organizationName, await codesLeft(ctx, userId, listId)),
	} as const;
	await sendNotice(ctx, mail, { eventType: "system.email.send_user_notice", target: [userParty(user)] });
}
