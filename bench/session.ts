// An administrator who is signed in without a password, for the measurements of pages.
import { eq } from "drizzle-orm";
import type { AdministratorRole } from "../src/administrators/schema";
import { inviteAdministrator } from "../src/administrators/service";
import { newSession, sessionCookie } from "../src/administrators/sessions";
import { administrators, sessions } from "../src/administrators/table";
import type { Ctx } from "../src/context";

/** @returns the cookie, as a browser sends it */
export async function signIn(ctx: Ctx, role: AdministratorRole): Promise<string> {
	const { row: administrator } = await inviteAdministrator(ctx, { login: "bench@example.com", role });
	const session = await newSession(ctx, administrator.id, "OPEN");
	await ctx.db.batch([
		ctx.db.update(administrators).set({ status: "ACTIVE" }).where(eq(administrators.id, administrator.id)),
		ctx.db.insert(sessions).values(session.row),
	]);
	return sessionCookie(session).split(";")[0] ?? "";
}
