// Twilio accounts with numbers of their own, and people who write to these numbers, signed as Twilio signs.
import { env } from "cloudflare:test";
import { toBase64 } from "../../../src/crypto/bytes";
import { hmac } from "../../../src/drivers/signatures/parts";
import { rememberedAccounts } from "../../../src/providers/accounts/remembered";
import { newNumber } from "../../factors/sent-factor";
import { type Answer, unique, type World } from "../../support/world";

export const authToken = "0123456789abcdef0123456789abcdef";

/** Answers as Twilio's API does, and keeps what it was asked to send. */
export function twilioNetwork() {
	const sent: { to: string; text: string; from: string }[] = [];
	const fetch = (async (_url: unknown, init?: RequestInit) => {
		const form = new URLSearchParams(String(init?.body));
		sent.push({ to: form.get("To") ?? "", text: form.get("Body") ?? "", from: form.get("From") ?? "" });
		return Response.json({ sid: unique("SM").replaceAll("-", "") }, { status: 201 });
	}) as typeof globalThis.fetch;
	return { fetch, sent };
}

type Params = Record<string, string>;

export async function createNumber(world: World, config: Params = {}) {
	const accountSid = `AC${"a".repeat(32)}`;
	const number = newNumber();
	const created = await world.call("POST", "/api/v1/provider-accounts", {
		name: unique("twilio"),
		driver: "twilio",
		config: { accountSid, from: number, ...config },
		secrets: { authToken },
	});
	if (created.status !== 200) throw new Error(JSON.stringify(created.body));
	const path = `/receipts/${created.body.id}`;
	rememberedAccounts.forget(world.ctx);

	/** @param token what signs; null: nothing does. `changes` are made after the signature */
	async function post(params: Params, token: string | null, changes: Params = {}): Promise<Answer> {
		const signed = Object.entries(params).sort(([one], [other]) => (one < other ? -1 : 1));
		const text = `https://otp.test${path}${signed.flat().join("")}`;
		const headers: Params = { "content-type": "application/x-www-form-urlencoded" };
		if (token !== null) headers["x-twilio-signature"] = toBase64(await hmac("SHA-1", token, text));
		return world.call("POST", path, undefined, {
			token: null,
			rawBody: new URLSearchParams({ ...params, ...changes }).toString(),
			headers,
		});
	}
	const paramsOf = (from: string, text: string, more: Params = {}): Params => ({
		AccountSid: accountSid,
		MessageSid: unique("SM"),
		SmsStatus: "received",
		From: from,
		To: number,
		Body: text,
		...more,
	});
	return {
		id: created.body.id as string,
		number,
		post,
		paramsOf,
		/** A person writes to the account's number. */
		hear: (from: string, text: string, more?: Params) => post(paramsOf(from, text, more), authToken),
	};
}

/** The events of a user about text messages that were answered, the oldest first. */
export async function replyEvents(userId: string): Promise<string[]> {
	const { results } = await env.DB.prepare(
		`SELECT event_type FROM log_events WHERE event ->> '$.target[0].id' = ?
			AND event_type IN ('system.sms.receive_stop', 'system.sms.receive_start', 'system.sms.receive_help') ORDER BY seq`,
	)
		.bind(userId)
		.all<{ event_type: string }>();
	return results.map(({ event_type: type }) => type.slice("system.sms.receive_".length));
}
