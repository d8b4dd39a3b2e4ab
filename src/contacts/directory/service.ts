// The HTTP directory: reading its settings, replacing them, and ending them. There is one, or none.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { open, seal } from "../../crypto/envelope";
import { invalid, invalidBecause } from "../../errors";
import { logStatement } from "../../log/write";
import { checkHookUrl } from "../../net/url-check";
import { Remembered } from "../../remembered";
import type { ContactDirectoryInput, ContactDirectoryView } from "./schema";
import { type ContactDirectoryRow, contactDirectory } from "./table";

export type { ContactDirectoryRow };

const place = "contacts.directory";

export async function findDirectory(ctx: Ctx): Promise<ContactDirectoryRow | null> {
	const [row] = await ctx.db.select().from(contactDirectory).where(eq(contactDirectory.id, 0));
	return row ?? null;
}

/** As every call asks for it. */
export const rememberedDirectory = new Remembered<ContactDirectoryRow | null>(findDirectory);

export const openDirectorySecret = (ctx: Ctx, { authValueSealed }: ContactDirectoryRow): Promise<string> =>
	open(ctx.env.sealKeys, place, authValueSealed);

export const toDirectoryView = (row: ContactDirectoryRow | null): ContactDirectoryView => ({
	url: row?.url ?? null,
	authHeader: row?.authHeader ?? null,
	lastUpdated: row && new Date(row.lastUpdatedAt).toISOString(),
});

/** Without a secret in the input, the one that is kept stays. */
export async function replaceDirectory(
	ctx: Ctx,
	{ url, authHeader, authValue }: ContactDirectoryInput,
): Promise<ContactDirectoryRow> {
	const verdict = checkHookUrl(url, { allowLoopback: ctx.env.isDevelopment });
	if (!verdict.ok) throw invalidBecause("url", verdict.cause);
	if (/[?#]/.test(url)) throw invalid("url", "url-query");
	const authValueSealed =
		authValue === undefined
			? (await findDirectory(ctx))?.authValueSealed
			: await seal(ctx.env.sealKeys, place, authValue);
	if (authValueSealed === undefined) throw invalid("authValue", "missing");
	const row = { id: 0, url, authHeader, authValueSealed, lastUpdatedAt: ctx.now() };
	await ctx.db.batch([
		ctx.db.insert(contactDirectory).values(row).onConflictDoUpdate({ target: contactDirectory.id, set: row }),
		logChange(ctx, "system.contact_directory.update"),
	]);
	rememberedDirectory.forget(ctx);
	return row;
}

/** Values stay where they are. Fields that are kept there can't be read or registered until there is a directory. */
export async function deleteDirectory(ctx: Ctx): Promise<void> {
	await ctx.db.batch([
		ctx.db.delete(contactDirectory).where(eq(contactDirectory.id, 0)),
		logChange(ctx, "system.contact_directory.delete"),
	]);
	rememberedDirectory.forget(ctx);
}

const logChange = (ctx: Ctx, eventType: "system.contact_directory.update" | "system.contact_directory.delete") =>
	logStatement(ctx, {
		eventType,
		target: [{ id: "contact-directory", type: "Settings", displayName: "Contact directory" }],
	});
