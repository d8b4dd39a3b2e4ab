// SMS templates: creating, finding, listing, changing and deleting them.
import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { notFound } from "../../errors";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { rememberedTexts } from "./remembered";
import type { SmsTemplateChange, SmsTemplateInput, SmsTemplateListQuery, SmsTemplateView } from "./schema";
import { type SmsTemplateRow, smsTemplates } from "./table";

export type { SmsTemplateRow };

export async function createSmsTemplate(ctx: Ctx, input: SmsTemplateInput): Promise<SmsTemplateRow> {
	const now = ctx.now();
	const row: SmsTemplateRow = {
		id: newId("smsTemplate", now),
		name: input.name,
		type: input.type,
		template: input.template,
		language: input.language,
		translations: withoutEmpty(input.translations),
		createdAt: now,
		lastUpdatedAt: now,
	};
	await ctx.db.batch([
		ctx.db.insert(smsTemplates).values(row),
		logStatement(ctx, { eventType: "system.sms.template.create", target: [templateParty(row)] }),
	]);
	return row;
}

export async function getSmsTemplate(ctx: Ctx, id: string): Promise<SmsTemplateRow> {
	const [row] = await ctx.db.select().from(smsTemplates).where(eq(smsTemplates.id, id));
	if (!row) throw notFound("SmsTemplate", id);
	return row;
}

export async function listSmsTemplates(ctx: Ctx, query: SmsTemplateListQuery): Promise<Page<SmsTemplateRow>> {
	const { templateType, limit, after } = query;
	const rows = await ctx.db
		.select()
		.from(smsTemplates)
		.where(
			and(
				templateType === undefined ? undefined : eq(smsTemplates.type, templateType),
				after === undefined ? undefined : gt(smsTemplates.id, after),
			),
		)
		.orderBy(asc(smsTemplates.id))
		.limit(limit + 1);
	return pageOf(rows, limit, (row) => row.id);
}

/** Sets everything. Translations that are left out are removed. */
export function replaceSmsTemplate(ctx: Ctx, id: string, input: SmsTemplateInput): Promise<SmsTemplateRow> {
	const { translations, ...fields } = input;
	return updateSmsTemplate(ctx, id, { ...fields, translations: withoutEmpty(translations) });
}

/** Sets the given fields. Translations are merged: new ones are added, empty ones removed, the others stay. */
export function changeSmsTemplate(ctx: Ctx, id: string, change: SmsTemplateChange): Promise<SmsTemplateRow> {
	const { translations: changed, ...fields } = change;
	const merge = Object.entries(changed ?? {}).map(([language, text]) => [language, text || null]);
	// SQLite does the merge, so that two changes at once lose none of their translations.
	const translations = sql`json_patch(${smsTemplates.translations}, ${JSON.stringify(Object.fromEntries(merge))})`;
	return updateSmsTemplate(ctx, id, { ...fields, translations });
}

export async function deleteSmsTemplate(ctx: Ctx, id: string): Promise<void> {
	const row = await getSmsTemplate(ctx, id);
	await ctx.db.batch([
		ctx.db.delete(smsTemplates).where(eq(smsTemplates.id, id)),
		logStatement(ctx, { eventType: "system.sms.template.delete", target: [templateParty(row)] }),
	]);
	rememberedTexts.forget(ctx);
}

export const toSmsTemplateView = (row: SmsTemplateRow): SmsTemplateView => ({
	id: row.id,
	name: row.name,
	type: row.type,
	template: row.template,
	language: row.language,
	created: new Date(row.createdAt).toISOString(),
	lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
	translations: row.translations,
});

type Update = Parameters<ReturnType<Ctx["db"]["update"]>["set"]>[0];

async function updateSmsTemplate(ctx: Ctx, id: string, update: Update): Promise<SmsTemplateRow> {
	const before = await getSmsTemplate(ctx, id);
	const [rows] = await ctx.db.batch([
		ctx.db
			.update(smsTemplates)
			.set({ ...update, lastUpdatedAt: ctx.now() })
			.where(eq(smsTemplates.id, id))
			.returning(),
		logStatement(ctx, { eventType: "system.sms.template.update", target: [templateParty(before)] }),
	]);
	rememberedTexts.forget(ctx);
	if (!rows[0]) throw notFound("SmsTemplate", id);
	return rows[0];
}

const withoutEmpty = (translations: SmsTemplateInput["translations"]): Record<string, string> =>
	Object.fromEntries(
		Object.entries(translations ?? {}).flatMap(([language, text]) => (text ? [[language, text]] : [])),
	);

const templateParty = ({ id, name }: SmsTemplateRow) => ({ id, type: "SmsTemplate", displayName: name });
