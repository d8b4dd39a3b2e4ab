// Notices as e-mails. A notice is taken once, before its mail is sent, so nobody gets two mails for it.
import { and, asc, inArray, isNull } from "drizzle-orm";
import * as z from "zod";
import type { Ctx } from "../context";
import type { Language } from "../languages";
import type { LogParty } from "../log/event";
import { administratorParty } from "./administrator";
import { type AdministratorRow, administrators, type NoticeRow, notices } from "./table";
import { en, type NoticeWords } from "./words/en";
import { ja } from "./words/ja";

/** All are sent at once, and the platform holds six calls of an invocation open. More wait for the next time. */
const mostAtOnce = 5;

/** The compiler names a language that has no words. */
const words: Readonly<Record<Language, NoticeWords>> = { en, ja };

export interface NoticeMail {
	about: LogParty;
	to: string;
	subject: string;
	text: string;
}

/** The mails that wait. A login that is no address gets none; its notices stand in the console all the same. */
export async function takeNoticeMails(ctx: Ctx): Promise<NoticeMail[]> {
	const waiting = ctx.db
		.select({ id: notices.id })
		.from(notices)
		.where(isNull(notices.mailedAt))
		.orderBy(asc(notices.createdAt))
		.limit(mostAtOnce);
	const taken = await ctx.db
		.update(notices)
		.set({ mailedAt: ctx.now() })
		.where(and(inArray(notices.id, waiting), isNull(notices.mailedAt)))
		.returning();
	if (taken.length === 0) return [];
	const ids = [...new Set(taken.map(({ administratorId }) => administratorId))];
	const people = await ctx.db.select().from(administrators).where(inArray(administrators.id, ids));
	return taken.flatMap((notice) => {
		const person = people.find(({ id }) => id === notice.administratorId);
		return person && z.email().safeParse(person.login).success ? [mailOf(ctx, person, notice)] : [];
	});
}

/** In every language, one after the other, because we don't know which one the person reads. */
function mailOf(ctx: Ctx, person: AdministratorRow, { kind, createdAt, ipAddress }: NoticeRow): NoticeMail {
	const { organizationName, publicOrigin } = ctx.env;
	const time = `${new Date(createdAt).toISOString().slice(0, 16).replace("T", " ")} UTC`;
	const parts = Object.values(words).map((said) =>
		[
			`${said.kinds[kind]}: ${person.login}`,
			ipAddress === null ? time : `${time}, ${said.from(ipAddress)}`,
			said.wasItYou,
			said.ifNot(`${publicOrigin}/console/account`),
		].join("\n\n"),
	);
	return {
		about: administratorParty(person),
		to: person.login,
		subject: Object.values(words)
			.map((said) => said.subject(organizationName))
			.join(" / "),
		text: `${parts.join("\n\n---\n\n")}\n`,
	};
}
