// What decisions ask of a user's questions and recovery codes: statements for a batch of somebody else's.
import { eq, type SQL } from "drizzle-orm";
import type { Ctx } from "../../context";
import { recoveryCodeLists, securityQuestions } from "./table";

/** A row for each registered question. */
export const questionsStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select({ id: securityQuestions.id }).from(securityQuestions).where(eq(securityQuestions.userId, userId));

/** No row or one. How many of its codes are left is in the user's guard. */
export const recoveryCodesStatement = (ctx: Ctx, userId: SQL<string>) =>
	ctx.db.select({ id: recoveryCodeLists.id }).from(recoveryCodeLists).where(eq(recoveryCodeLists.userId, userId));
