// Tells users what happened to their accounts: by e-mail to all addresses from before, or else by SMS to all numbers.
import type { Ctx } from "../context";
import { type Notice, sendNotice } from "../delivery/notice";
import { bestLanguage, languages, ourLanguage, wantedLanguages } from "../languages";
import { ownSender, typeOf } from "../messages/own-texts";
import { defaultScope } from "../settings/catalogue";
import type { NoticeKind } from "../settings/catalogue/notices";
import { rememberedSnapshot } from "../settings/snapshot";
import { fillText } from "../settings/text-format";
import { findValue, localesOf, type Snapshot } from "../settings/values";
import { findUser } from "../users/service";
import { type User, userParty } from "../users/user";
import { causeOf, writeWorkerLog } from "../worker-log";
import { claimDue, type Due, dropDue, noteSent } from "./due";
import { recipientsAt } from "./recipients";

/** Sends what is due. It may run several times at once. What fails stays, and is tried again ten minutes later. */
export async function sendUserNotices(ctx: Ctx): Promise<void> {
	for (;;) {
		const due = await claimDue(ctx);
		if (due.length === 0) return;
		for (const one of due) {
			await tell(ctx, one).catch((error: unknown) => {
				writeWorkerLog("warning", { message: "a notice could not be sent", cause: causeOf(error) });
			});
		}
	}
}

async function tell(ctx: Ctx, due: Due): Promise<void> {
	const [{ userId, kind }] = due;
	const user = await findUser(ctx, userId);
	const moments = due.map(({ happenedAt }) => happenedAt);
	const known = user && (await recipientsAt(ctx, user, moments));
	if (!known || known.emails.length + known.numbers.length === 0) return dropDue(ctx, due);
	const settings = await rememberedSnapshot.get(ctx, defaultScope);
	const tellAll = async (channel: Notice["channel"], recipients: readonly string[]) => {
		const notice = noticeFor(ctx, settings, channel, user, kind, moments);
		const telling = { eventType: eventTypes[channel], target: [userParty(user)], details: { notice: kind } } as const;
		const tries = await Promise.allSettled(recipients.map((to) => sendNotice(ctx, { ...notice, to }, telling)));
		if (tries.some((one) => one.status === "fulfilled" && one.value)) return true;
		const failed = tries.find((one) => one.status === "rejected");
		if (failed) throw failed.reason;
		return false;
	};
	if ((await tellAll("EMAIL", known.emails)) || (await tellAll("SMS", known.numbers))) await noteSent(ctx, due);
}

const eventTypes = { EMAIL: "system.email.send_user_notice", SMS: "system.sms.send_user_notice" } as const;

/** All parts of a notice are in one language: the one in which somebody says what has happened. */
function noticeFor(
	ctx: Ctx,
	settings: Snapshot,
	channel: Notice["channel"],
	user: User,
	kind: NoticeKind,
	moments: readonly number[],
): Omit<Notice, "to"> {
	const wanted = wantedLanguages(null, user.locale);
	const offered = [...localesOf(settings.layers, `notice.${kind}`), ...languages];
	const locale = bestLanguage(wanted, offered) ?? ourLanguage(wanted);
	const said = (name: string, more: readonly string[] = []) =>
		fillText(findValue(settings, `notice.${name}`, [locale])?.value ?? "", ["", ctx.env.organizationName, "", ...more]);
	const facts = [said(kind), timesOf(moments)];
	const isMail = channel === "EMAIL";
	return {
		channel,
		locale,
		subject: isMail ? said("subject") : null,
		text: said(isMail ? "text" : "sms", facts),
		...ownSender(settings, typeOf[channel], channel, locale),
	};
}

const mostTimes = 5;

/** `2026-11-27 09:42 UTC`. What happened again and again is told by its first times. */
function timesOf(moments: readonly number[]): string {
	const times = moments.map((at) => new Date(at).toISOString().slice(0, 16).replace("T", " "));
	const told = [...new Set(times)].slice(0, mostTimes).join(", ");
	return `${told} UTC${new Set(times).size > mostTimes ? ", …" : ""}`;
}
