// SMS templates over HTTP: `/api/v1/templates/sms`.
import * as z from "zod";
import { pageReply } from "../../web/links";
import { administrators, type Route, readers, route } from "../../web/router";
import {
	ReplacedSmsTemplateView,
	SmsTemplateChange,
	SmsTemplateInput,
	SmsTemplateListQuery,
	SmsTemplateView,
} from "./schema";
import {
	changeSmsTemplate,
	createSmsTemplate,
	deleteSmsTemplate,
	getSmsTemplate,
	listSmsTemplates,
	replaceSmsTemplate,
	toSmsTemplateView,
} from "./service";

const tag = "SMS templates";

export const smsTemplateRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/templates/sms",
		tag,
		summary: "List SMS templates",
		access: readers,
		query: SmsTemplateListQuery,
		answer: z.array(SmsTemplateView),
		handle: async (ctx, { query }) => {
			const page = await listSmsTemplates(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map(toSmsTemplateView) }, query);
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/templates/sms",
		tag,
		summary: "Create an SMS template",
		access: administrators,
		body: SmsTemplateInput,
		answer: SmsTemplateView,
		handle: async (ctx, { body }) => toSmsTemplateView(await createSmsTemplate(ctx, body)),
	}),
	route({
		method: "GET",
		path: "/api/v1/templates/sms/{templateId}",
		tag,
		summary: "Retrieve an SMS template",
		access: readers,
		answer: SmsTemplateView,
		handle: async (ctx, { params }) => toSmsTemplateView(await getSmsTemplate(ctx, params.templateId)),
	}),
	route({
		method: "PUT",
		path: "/api/v1/templates/sms/{templateId}",
		tag,
		summary: "Replace an SMS template",
		description: "Translations that are left out are removed. As on Okta, this answer doesn't show them.",
		access: administrators,
		body: SmsTemplateInput,
		answer: ReplacedSmsTemplateView,
		handle: async (ctx, { params, body }) => {
			const { translations: _, ...view } = toSmsTemplateView(await replaceSmsTemplate(ctx, params.templateId, body));
			return view;
		},
	}),
	route({
		method: "POST",
		path: "/api/v1/templates/sms/{templateId}",
		tag,
		summary: "Change parts of an SMS template",
		description: "Translations are merged: new ones are added, null or empty ones removed, the others stay.",
		access: administrators,
		body: SmsTemplateChange,
		answer: SmsTemplateView,
		handle: async (ctx, { params, body }) => toSmsTemplateView(await changeSmsTemplate(ctx, params.templateId, body)),
	}),
	route({
		method: "DELETE",
		path: "/api/v1/templates/sms/{templateId}",
		tag,
		summary: "Delete an SMS template",
		access: administrators,
		handle: (ctx, { params }) => deleteSmsTemplate(ctx, params.templateId),
	}),
];
