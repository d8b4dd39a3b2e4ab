// The templates that sends use, remembered for 30 s.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { Remembered } from "../../remembered";
import { smsTemplates } from "./table";

/** The fields of a template that a send needs. */
export interface TemplateTexts {
	template: string;
	/** The language of `template`. */
	language: string;
	translations: Readonly<Record<string, string>>;
}

/** Template id → texts. An id without a template is remembered, too. */
export const rememberedTexts = new Remembered<TemplateTexts | null>(async (ctx, id) => {
	const { template, language, translations } = smsTemplates;
	const [row] = await ctx.db
		.select({ template, language, translations })
		.from(smsTemplates)
		.where(eq(smsTemplates.id, id));
	return row ?? null;
});

/** Returns the texts of a template. An impossible id isn't looked up, because each such id would cost a query. */
export const findTemplateTexts = async (ctx: Ctx, id: string): Promise<TemplateTexts | null> =>
	/^cst[A-Za-z0-9]{17}$/.test(id) ? rememberedTexts.get(ctx, id) : null;
