// The receiver over HTTP: its settings and limits under `/api/v1/okta-receiver`, and the path that an Okta org calls.
import type { Ctx } from "../context";
import { OwnSendLimits } from "../delivery/limits/schema";
import { readOwnLimits, replaceLimits } from "../delivery/limits/service";
import { TelephonyRequest } from "../hooks/telephony";
import { administrators, type Route, readers, route } from "../web/router";
import { okta } from "./okta";
import { receive } from "./receive";
import { OktaAnswerView, OktaReceiverInput, OktaReceiverView } from "./schema";
import { checkOktaSecret, getOktaReceiver, type OktaReceiverRow, receiverPath, replaceOktaReceiver } from "./settings";

const tag = "Okta receiver";
const limitsPath = "/api/v1/okta-receiver/limits";
const limitScope = `source:${okta.id}` as const;

export const oktaReceiverRoutes: Route[] = [
	route({
		method: "GET",
		path: "/api/v1/okta-receiver",
		tag,
		summary: "Retrieve the Okta receiver",
		access: readers,
		answer: OktaReceiverView,
		handle: async (ctx) => toOktaReceiverView(ctx, await getOktaReceiver(ctx)),
	}),
	route({
		method: "PUT",
		path: "/api/v1/okta-receiver",
		tag,
		summary: "Replace the Okta receiver",
		description: "A change counts within 30 seconds. It can only be enabled with a secret.",
		access: administrators,
		body: OktaReceiverInput,
		answer: OktaReceiverView,
		handle: async (ctx, { body }) => toOktaReceiverView(ctx, await replaceOktaReceiver(ctx, body)),
	}),
	route({
		method: "GET",
		path: limitsPath,
		tag,
		summary: "Retrieve the Okta receiver's own limits",
		access: readers,
		answer: OwnSendLimits,
		handle: (ctx) => readOwnLimits(ctx, limitScope),
	}),
	route({
		method: "PUT",
		path: limitsPath,
		tag,
		summary: "Replace the Okta receiver's own limits",
		description:
			"What is left out is as in `/api/v1/send-limits`, with two exceptions: there is no limit of end users' " +
			"addresses, because a company's people often share one, and no cool-down by telephone, because Okta has its own.",
		access: administrators,
		body: OwnSendLimits,
		answer: OwnSendLimits,
		handle: async (ctx, { body }) => {
			await replaceLimits(ctx, limitScope, body);
			return body;
		},
	}),
	route({
		method: "POST",
		path: receiverPath,
		tag,
		summary: "Deliver a message of an Okta org",
		description: `
For the telephony inline hook of an Okta org, which sends the receiver's secret along. The message is sent once, however
often the same \`eventId\` comes, and a repetition gets the first answer. While the receiver is disabled the answer is 404.`.trim(),
		access: "public",
		checkCaller: checkOktaSecret,
		body: TelephonyRequest,
		answer: OktaAnswerView,
		handle: (ctx, { body }) => receive(ctx, okta, body),
	}),
];

/** The settings without the secret. The URL is the whole address, because an administrator copies it into Okta. */
const toOktaReceiverView = (ctx: Ctx, row: OktaReceiverRow): OktaReceiverView => ({
	enabled: row.isEnabled,
	headerName: row.headerName,
	hasSecret: row.secretHash !== null,
	url: ctx.env.publicOrigin + receiverPath,
	lastUpdated: row.lastUpdatedAt === null ? null : new Date(row.lastUpdatedAt).toISOString(),
});
