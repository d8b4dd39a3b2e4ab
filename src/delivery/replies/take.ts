// Takes what people write to an account's senders. STOP ends text messages to their number, START brings them back.
import { sql } from "drizzle-orm";
import { hashOf, usersOfContact } from "../../contacts/read";
import type { Ctx } from "../../context";
import type { Reply } from "../../drivers/driver";
import type { EventType } from "../../log/event-types";
import { logManyStatement, type OwnFacts } from "../../log/write";
import { maskDestination } from "../../phone/mask";
import { readPhoneNumber } from "../../phone/number";
import type { Account } from "../../providers/accounts/remembered";
import { findAccount } from "../../providers/accounts/service";
import { defaultScope } from "../../settings/catalogue";
import { rememberedSnapshot } from "../../settings/snapshot";
import { destinationHashOf, usersOfDestination } from "../records/list";
import { answerHelp } from "./answer";
import { smsReplies } from "./table";
import { meaningOf, type Said } from "./words";

/** A number may be shared. So many people are named in the log. */
const mostUsers = 20;

/** @param replies of a genuine callback of the account, or of our own session with its operator */
export async function takeReplies(ctx: Ctx, accountId: string, replies: readonly Reply[]): Promise<void> {
	const account = replies.length === 0 ? null : await findAccount(ctx, accountId);
	if (account === null) return;
	for (const reply of replies) {
		if (isToAccount(account, reply)) await takeReply(ctx, account, reply);
	}
}

/** An account's provider may bring messages to numbers that aren't ours. */
function isToAccount({ driver, config }: Account, { to }: Reply): boolean {
	const senders = (driver.replies?.senderFields ?? []).map((field) => bare(config[field])).filter(Boolean);
	return to.some((one) => senders.includes(bare(one)));
}

const bare = (sender: unknown): string => (typeof sender === "string" ? sender.replace(/^\+/, "").toLowerCase() : "");

async function takeReply(ctx: Ctx, account: Account, reply: Reply): Promise<void> {
	const number = /^\+?\d+$/.test(reply.from)
		? readPhoneNumber(`+${bare(reply.from)}`, { takesUnknown: true })
		: ({ ok: false } as const);
	const meaning = meaningOf(await rememberedSnapshot.get(ctx, defaultScope), reply.text);
	if (!number.ok || meaning === null) return;
	const { e164 } = number;
	const isNoted = await note(ctx, account, e164, meaning.said, Math.min(reply.writtenAt ?? ctx.now(), ctx.now()));
	if (isNoted && meaning.said === "help" && !reply.isAnswered) {
		ctx.background(answerHelp(ctx, account, e164, meaning.locale));
	}
}

const dayMs = 24 * 60 * 60 * 1000;

/** False where nothing was changed: the same again, or an older word than the one that counts. */
async function note(ctx: Ctx, account: Account, e164: string, said: Said, writtenAt: number): Promise<boolean> {
	const [destinationHash, contactHash, facts] = await Promise.all([
		destinationHashOf(ctx, e164),
		hashOf(ctx, "PHONE", e164),
		factsOf(ctx, account, e164, said),
	]);
	const stoppedAt = said === "stop" ? writtenAt : null;
	const news = said === "help" ? { helpedAt: ctx.now() } : { stoppedAt, saidAt: writtenAt };
	const isOther = sql`(${smsReplies.stoppedAt} IS NULL) <> ${stoppedAt === null}`;
	const isNew =
		said === "help"
			? // Whoever wants no messages gets no answer either.
				sql`${smsReplies.stoppedAt} IS NULL AND coalesce(${smsReplies.helpedAt}, 0) <= ${ctx.now() - dayMs}`
			: sql`${smsReplies.saidAt} < ${writtenAt} OR (${smsReplies.saidAt} = ${writtenAt} AND ${isOther})`;
	const [noted] = await ctx.db.batch([
		ctx.db
			.insert(smsReplies)
			.values({ destinationHash, contactHash, numberMasked: maskDestination(e164), ...news })
			.onConflictDoUpdate({ target: smsReplies.destinationHash, set: news, setWhere: isNew })
			.returning({ destinationHash: smsReplies.destinationHash }),
		logManyStatement(ctx, facts, sql`changes() > 0`),
	]);
	return noted.length > 0;
}

const eventTypeOf = {
	stop: "system.sms.receive_stop",
	start: "system.sms.receive_start",
	help: "system.sms.receive_help",
} as const satisfies Record<Said, EventType>;

/** An event for each user of the number, so that it stands in the history of each; one event where nobody is known. */
async function factsOf(ctx: Ctx, account: Account, e164: string, said: Said): Promise<OwnFacts[]> {
	const [proven, sentTo] = await Promise.all([usersOfContact(ctx, "PHONE", e164), usersOfDestination(ctx, e164)]);
	const userIds = [...new Set([...proven, ...sentTo])].slice(0, mostUsers);
	const targets = userIds.length === 0 ? [[]] : userIds.map((id) => [{ id, type: "User" }]);
	return targets.map((target) => ({
		eventType: eventTypeOf[said],
		target,
		debugData: { destination: maskDestination(e164), provider: account.driver.id, providerAccount: account.id },
	}));
}
