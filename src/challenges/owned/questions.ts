// Reading a user's security questions: those that were answered, and the menus to choose from.
import { asc, eq, type SQL } from "drizzle-orm";
import type { Ctx } from "../../context";
import { shuffled } from "../../crypto/random";
import { questionKeys } from "../../factors/questions";
import { questionSets, type SecurityQuestionRow, securityQuestions } from "./table";

export type { SecurityQuestionRow };

/** How many questions a user answers, and among how many each of them is chosen. */
const menuCount = 3;
const menuSize = 5;

/** By age. */
export const listOwnQuestions = (ctx: Ctx, userId: string): Promise<SecurityQuestionRow[]> =>
	ctx.db
		.select()
		.from(securityQuestions)
		.where(eq(securityQuestions.userId, userId))
		.orderBy(asc(securityQuestions.id));

/** For a batch of somebody else's: a row for each registered question. */
export const questionsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select({ id: securityQuestions.id }).from(securityQuestions).where(eq(securityQuestions.userId, userId));

/** Draws the user's menus at random, once. They stay, so that nobody draws until an easy question comes. */
export async function questionMenus(ctx: Ctx, userId: string): Promise<string[][]> {
	const drawn = shuffled(questionKeys);
	const menus = Array.from({ length: menuCount }, (_, menu) => drawn.slice(menu * menuSize, (menu + 1) * menuSize));
	const [, [kept]] = await ctx.db.batch([
		ctx.db.insert(questionSets).values({ userId, menus, drawnAt: ctx.now() }).onConflictDoNothing(),
		ctx.db.select().from(questionSets).where(eq(questionSets.userId, userId)),
	]);
	return kept?.menus ?? menus;
}
