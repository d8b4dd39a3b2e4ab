// An SMPP account for a test: what it sends, what the real server makes of it, and the receipts that come back.
import { env, runInDurableObject } from "cloudflare:test";
import { inject, vi } from "vitest";
import { smppDriver } from "../../../src/drivers/smpp";
import type { Message } from "../../../src/messages/message";
import { askServers, driverIo } from "../counterparts";
import { newMessage } from "../message";

const { smpp } = inject("servers");
const { SMPP } = env;

/** An account that no other test uses; what the operator does with it may follow from how its system id begins. */
export function newAccount(config: Record<string, unknown> = {}, systemIdPrefix = "t") {
	const systemId = `${systemIdPrefix}${crypto.randomUUID().replaceAll("-", "")}`.slice(0, 15);
	const id = `prv${systemId}`;
	const account = {
		id,
		config: smppDriver.config.parse({
			host: "localhost",
			transmitterPort: smpp.plain,
			tls: false,
			systemId,
			systemType: "OTP",
			senderAddress: "Tessera",
			...config,
		}),
		secrets: { transmitterPassword: "secret12" },
		callbackUrl: null,
	};
	return {
		account,
		session: SMPP.get(SMPP.idFromName(id)),
		/** As another isolate does, which may remember other settings. */
		sendWith: (changed: Pick<typeof account, "config" | "secrets">, fields: Partial<Message> = {}, budgetMs?: number) =>
			smppDriver.send(driverIo({ SMPP }, budgetMs), newMessage(fields), { ...account, ...changed }),
		send: (fields: Partial<Message> = {}, budgetMs?: number) =>
			smppDriver.send(driverIo({ SMPP }, budgetMs), newMessage(fields), account),
		query: (providerMessageId: string, budgetMs?: number) =>
			smppDriver.queryStatus!(driverIo({ SMPP }, budgetMs), providerMessageId, account),
		ask: (path: string, query: Record<string, string> = {}) => askServers(`/smpp${path}`, { systemId, ...query }),
	};
}

type Account = ReturnType<typeof newAccount>;

/** All that is needed to let the operator send, also of an account that was made through the API. */
type Operator = Pick<Account, "session" | "ask">;

/** A clock for the account's session, which goes on only when the test says so. */
export async function stoppedClock({ session }: Account): Promise<{ now: number }> {
	const clock = { now: Date.now() };
	await runInDurableObject(session, (instance) => {
		(instance as unknown as { now(): number }).now = () => clock.now;
	});
	return clock;
}

/** The list that everything goes into which the session puts on the queue of receipts from now on. */
export async function receiptsOf({ session }: Pick<Account, "session">): Promise<unknown[]> {
	const queued: unknown[] = [];
	await runInDurableObject(session, (instance) => {
		const { RECEIPT_QUEUE } = (instance as unknown as { env: Cloudflare.Env }).env;
		vi.spyOn(RECEIPT_QUEUE, "send").mockImplementation(async (batch) => {
			queued.push(batch);
			return {} as QueueSendResponse;
		});
	});
	return queued;
}

/** Lets the operator send receipts, and returns what reaches the queue of receipts. */
export async function receiptsAfter(operator: Operator, pdus: Record<string, unknown>[]) {
	const queued = await receiptsOf(operator);
	const statuses = [];
	for (const pdu of pdus) statuses.push((await operator.ask("/deliver", { pdu: JSON.stringify(pdu) })).status);
	return { queued, statuses };
}

export const receiptPdu = (messageId: string, state: string, error = "000") => ({
	esm_class: 0x04,
	source_addr: "4520123456",
	short_message: {
		message: `id:${messageId} sub:001 dlvrd:001 submit date:2611221200 done date:2611221201 stat:${state} err:${error} text:id:0 stat:DELIVRD`,
	},
});
