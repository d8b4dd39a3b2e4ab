// Transactions in their real objects, without a request that made them.
import { env, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { Ctx } from "../../src/context";
import { newId } from "../../src/ids";
import { createKept, findKept, takeStep } from "../../src/transactions/client";
import { lifeMs, type TransactionFacts } from "../../src/transactions/facts";
import type { Event } from "../../src/transactions/states/event";
import type { State } from "../../src/transactions/states/state";
import { logArrived } from "../support/log-queue";
import { createUser } from "../support/otp-tokens";
import type { World } from "../support/world";
import { offerOf, pad } from "./states/events";

export const answering: State = {
	name: "ANSWERING",
	asked: { typeKey: "ChallengeSMS", choiceId: "", pad, judging: null, answers: 0 },
	offer: [offerOf("ChallengeSMS"), offerOf("ChallengeQuestion", "drawn")],
	sends: {},
	registration: null,
	decisionId: null,
	hasRegistered: false,
};

export async function factsFor(world: World, more: Partial<TransactionFacts> = {}): Promise<TransactionFacts> {
	const { id, login } = await createUser(world);
	return {
		id: newId("transaction", world.clock.now),
		handleHash: "h",
		entranceHash: null,
		user: { id, login, displayName: login },
		calledAs: login,
		isStranger: false,
		applicationId: newId("application", world.clock.now),
		purpose: "sign-in",
		client: {},
		deviceTokenSealed: null,
		languages: ["en"],
		areLanguagesKnown: true,
		back: null,
		context: null,
		startedAt: world.clock.now,
		expiresAt: world.clock.now + lifeMs,
		...more,
	};
}

export async function createdIn(
	world: World,
	state: State,
	more: Partial<TransactionFacts> = {},
	ctx: Ctx = world.ctx,
) {
	const facts = await factsFor(world, more);
	const kept = await createKept(ctx, facts, state);
	return {
		kept,
		facts,
		find: () => findKept(ctx, facts.id),
		take: (event: Event) => takeStep(ctx, kept, event),
		...objectOf(facts.id),
	};
}

export function objectOf(id: string) {
	const stub = () => env.TRANSACTIONS.get(env.TRANSACTIONS.idFromName(id));
	return {
		/** What the object has stored, as one text. */
		stored: () =>
			runInDurableObject(stub(), (_, { storage }) => {
				const tables = [...storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'")];
				const own = tables.map(({ name }) => String(name)).filter((name) => !name.startsWith("_cf_"));
				return JSON.stringify(own.map((name) => [name, ...storage.sql.exec(`SELECT * FROM ${name}`)]));
			}),
		/** Rings the alarm at this time. */
		ring: async (at: number) => {
			await runInDurableObject(stub(), (object) => void Object.assign(object, { now: () => at }));
			await runDurableObjectAlarm(stub());
			await logArrived();
		},
	};
}

/** The events of a transaction that the log has: type, outcome, and the state that it led to. */
export async function loggedOf(id: string) {
	const { results } = await env.DB.prepare(
		`SELECT event ->> 'eventType' AS type, event ->> '$.outcome.result' AS outcome,
			event ->> '$.debugContext.debugData.state' AS state
		FROM log_events WHERE event ->> '$.debugContext.debugData.transactionId' = ? ORDER BY seq`,
	)
		.bind(id)
		.all<{ type: string; outcome: string; state: string | null }>();
	return results;
}

export const summaryOf = (id: string) =>
	env.DB.prepare("SELECT user_id, purpose, state, reason, ended_at FROM transactions WHERE id = ?").bind(id).first();
