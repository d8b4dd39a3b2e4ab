// Templates as the send path reads them.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { Remembered } from "../../remembered";
import { smsTemplates } from "./table";

/** What a send needs of a template. */
export interface TemplateTexts {
	template: string;
	translations: Readonly<Record<string, string>>;
}

/** Template id → texts. That there is none with an id is remembered as well. */
export const rememberedTexts = new Remembered<TemplateTexts | null>(async (ctx, id) => {
	const { template, translations } = smsTemplates;
	const [row] = await ctx.db.select({ template, translations }).from(smsTemplates).where(eq(smsTemplates.id, id));
	return row ?? null;
});

/** The texts of a template. What can't be an id isn't looked up: made-up ones would each cost a query. */
export const findTemplateTexts = async (ctx: Ctx, id: string): Promise<TemplateTexts | null> =>
	/^cst[A-Za-z0-9]{17}$/.test(id) ? rememberedTexts.get(ctx, id) : null;
