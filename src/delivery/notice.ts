// Sends messages that hold no code, by the same accounts as codes: notices about accounts, and answers to replies.
import { takeNoticeMails } from "../administrators/notice-mails";
import type { Ctx } from "../context";
import { retryWrite } from "../db";
import { newId } from "../ids";
import type { LogParty } from "../log/event";
import type { EventType } from "../log/event-types";
import { factStatement } from "../log/write";
import type { Message } from "../messages/message";
import type { Account } from "../providers/accounts/remembered";
import { recordBreaker } from "../providers/accounts/service";
import { breakerOf } from "../providers/breakers";
import { orderOf } from "../providers/failover";
import { chooseAccounts } from "../providers/rules/service";
import { tryAccount } from "../providers/try";
import { findPlace } from "./destination";
import { destinationHashOf } from "./records/list";
import { isStopped } from "./replies/stops";

/** Nobody waits for the answer, so an account gets more time than with a code. */
const shareMs = 5_000;
const lifetimeMs = 24 * 60 * 60_000;

/**
 * Sends the notices that wait for administrators. Call it in the background of whatever may have written one. The
 * platform ends background work 30 s after the answer, so no mail waits for another.
 */
export async function mailNotices(ctx: Ctx): Promise<void> {
	const eventType = "system.email.send_administrator_notice";
	const mails = await takeNoticeMails(ctx);
	await Promise.all(
		mails.map(({ about, ...mail }) =>
			sendNotice(ctx, { ...mail, channel: "EMAIL", locale: "en" }, { eventType, target: [about] }),
		),
	);
}

export interface Notice extends Pick<Message, "locale" | "subject" | "text" | "sender" | "senderName"> {
	channel: "EMAIL" | "SMS";
	/** The address, or the number as E.164. */
	to: string;
}

/** How the log tells of each try. */
interface Telling {
	eventType: EventType;
	target: readonly LogParty[];
	details?: Record<string, string>;
}

/**
 * Tries accounts until one may have taken the message. Neither a meter nor a delivery knows of it: nobody gets many of
 * these messages. The countries and the lists of numbers count all the same, and so does STOP.
 * @param only the account that sends; left out: those that messages of the purpose "verification" go to
 * @returns false where the message has certainly not left
 */
export async function sendNotice(
	ctx: Ctx,
	{ to, ...notice }: Notice,
	{ details, ...telling }: Telling,
	only?: Account,
): Promise<boolean> {
	const { channel } = notice;
	const place = await findPlace(ctx, channel, to);
	if (place === null) return false;
	const { destination, country } = place;
	if (channel === "SMS" && (await isStopped(ctx, await destinationHashOf(ctx, destination)))) return false;
	const message: Message = {
		...notice,
		id: newId("delivery", ctx.now()),
		destination,
		code: "",
		purpose: "verification",
		expiresAt: ctx.now() + lifetimeMs,
	};
	const asked = { channel, country, originCountry: null, purpose: message.purpose } as const;
	const accounts = only ? [only] : (await chooseAccounts(ctx, asked)).accounts;
	for (const account of orderOf(accounts, breakerOf, ctx.now())) {
		const { result, providerName } = await tryAccount(ctx, account, message, shareMs);
		const outcome = { result: result === "accepted" ? "SUCCESS" : "FAILURE" } as const;
		const event = factStatement(ctx, { ...telling, outcome, debugData: { ...details, provider: providerName } });
		const written = [event, ...recordBreaker(ctx, account, breakerOf(account))] as const;
		await retryWrite(() => ctx.db.batch(written));
		if (result !== "failed") return true;
	}
	return false;
}
