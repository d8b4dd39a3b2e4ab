// The steps of a transaction as events of the System Log, each with the transaction's id.
import type { Ctx } from "../context";
import type { LogEvent } from "../log/event";
import type { EventType } from "../log/event-types";
import { ownEvent } from "../log/write";
import { userParty } from "../users/user";
import type { TransactionFacts } from "./facts";
import type { Event, EventName } from "./states/event";

/** Null: another event tells of it, such as the delivery's own. */
const typeOf = {
	DEVICE_DECIDED: "user.transaction.decide",
	PRE_AUTHENTICATION_DECIDED: "user.transaction.decide",
	POST_AUTHENTICATION_DECIDED: "user.transaction.decide",
	CHALLENGE_DECIDED: "user.transaction.decide",
	REGISTRATION_DECIDED: "user.transaction.decide",
	PREFERENCES_DECIDED: "user.transaction.decide",
	PASSWORD_TOLD: "user.transaction.password",
	CANCELLED: "user.transaction.cancel",
	CHOSEN: "user.transaction.choose",
	ANSWER_BEGUN: null,
	ANSWER_JUDGED: "user.transaction.answer",
	REGISTERED: "user.transaction.register",
	FINISHED: "user.transaction.finish",
	SEND_BEGUN: "user.transaction.send",
	SEND_TAKEN_BACK: null,
	SENT: null,
	EXPIRED: "user.transaction.expire",
} as const satisfies Record<EventName, EventType | null>;

/** The object adds the state that the step has led to. */
export function entryOf(ctx: Ctx, facts: TransactionFacts, event: Event): LogEvent | null {
	const eventType = typeOf[event.type];
	return eventType === null ? null : toEntry(ctx, facts, eventType, detailsOf(event), !isFailure(event));
}

export const createEntry = (ctx: Ctx, facts: TransactionFacts): LogEvent =>
	toEntry(ctx, facts, "user.transaction.create", {}, true);

/** @param isSuccess false: another browser has it, or the application goes on by API, or it isn't the secret */
export const enterEntry = (ctx: Ctx, facts: TransactionFacts, isSuccess: boolean): LogEvent =>
	toEntry(ctx, facts, "user.transaction.enter", {}, isSuccess);

/** @param isSuccess false: a code that was redeemed before, is too old, or isn't the transaction's */
export const redeemEntry = (ctx: Ctx, facts: TransactionFacts, isSuccess: boolean): LogEvent =>
	toEntry(ctx, facts, "user.transaction.redeem", {}, isSuccess);

export const wayBackEntry = (ctx: Ctx, facts: TransactionFacts): LogEvent =>
	toEntry(ctx, facts, "user.transaction.redirect", {}, true);

export const resultEntry = (ctx: Ctx, facts: TransactionFacts): LogEvent =>
	toEntry(ctx, facts, "user.transaction.result", {}, true);

const toEntry = (
	ctx: Ctx,
	{ id, user, applicationId, purpose }: TransactionFacts,
	eventType: EventType,
	details: Record<string, string>,
	isSuccess: boolean,
): LogEvent =>
	ownEvent(ctx, {
		eventType,
		outcome: { result: isSuccess ? "SUCCESS" : "FAILURE" },
		target: [userParty(user), { id, type: "Transaction" }, { id: applicationId, type: "AppInstance" }],
		debugData: { transactionId: id, purpose, ...details },
	});

const isFailure = (event: Event): boolean =>
	(event.type === "PASSWORD_TOLD" && event.result !== "right") ||
	(event.type === "ANSWER_JUDGED" && event.answered !== "right");

/** Never an answer, a code, or where a message goes. */
function detailsOf(event: Event): Record<string, string> {
	switch (event.type) {
		case "DEVICE_DECIDED":
			return { checkpoint: "DEVICE" };
		case "PRE_AUTHENTICATION_DECIDED":
			return { checkpoint: "PRE_AUTHENTICATION" };
		case "POST_AUTHENTICATION_DECIDED":
			return { checkpoint: "POST_AUTHENTICATION", action: event.action };
		case "CHALLENGE_DECIDED":
			return { checkpoint: "CHALLENGE", says: event.challenged.says };
		case "REGISTRATION_DECIDED":
			return { checkpoint: "REGISTRATION", action: event.action };
		case "PREFERENCES_DECIDED":
			return { checkpoint: "PREFERENCES" };
		case "PASSWORD_TOLD":
			return { password: event.result };
		case "CHOSEN":
			return { challengeType: event.typeKey };
		case "ANSWER_JUDGED":
			return { answer: event.answered };
		case "SEND_BEGUN":
			return { challengeType: event.typeKey, deliveryId: event.deliveryId };
		default:
			return {};
	}
}
