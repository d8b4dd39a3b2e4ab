// Templates as the send path reads them: remembered for 30 s in one isolate, so that a warm send needs no D1.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { smsTemplates } from "./table";

/** What a send needs of a template. */
export interface TemplateTexts {
	template: string;
	translations: Readonly<Record<string, string>>;
}

/** So late, at the most, a change is seen in other isolates. */
const rememberedMs = 30_000;
const maxRemembered = 1_000;

const remembered = new Map<string, { texts: TemplateTexts | null; until: number }>();

/** The texts of a template, null when there is none with this id; that is remembered as well. */
export async function findTemplateTexts(ctx: Ctx, id: string): Promise<TemplateTexts | null> {
	// What can't be an id isn't looked up: made-up ones would each cost a query.
	if (!/^cst[A-Za-z0-9]{17}$/.test(id)) return null;
	const now = ctx.now();
	const known = remembered.get(id);
	if (known && known.until > now) return known.texts;
	const { template, translations } = smsTemplates;
	const [row] = await ctx.db.select({ template, translations }).from(smsTemplates).where(eq(smsTemplates.id, id));
	const texts = row ?? null;
	if (remembered.size >= maxRemembered) remembered.clear();
	remembered.set(id, { texts, until: now + rememberedMs });
	return texts;
}

/** The isolate that changes a template sees the change at once. */
export const forgetTemplateTexts = (id: string): boolean => remembered.delete(id);
