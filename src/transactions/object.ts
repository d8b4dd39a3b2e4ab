// A transaction: one Durable Object each. Its single thread takes one step after another, and keeps the codes.
import { DurableObject } from "cloudflare:workers";
import type { Claim, NewKeptCode } from "../challenges/codes/kept-code";
import { createCtx, livePlatform } from "../context";
import { openDb } from "../db";
import { type Bindings, type Env, readEnv } from "../env";
import type { LogEvent } from "../log/event";
import { inMessages } from "../log/messages";
import { causeOf, writeWorkerLog } from "../worker-log";
import { entryOf } from "./entries";
import type { TransactionFacts } from "./facts";
import { noOutcome, type Outcome, withCode, withRedeemed, withResult } from "./outcome";
import type { Event, EventOf, Refused } from "./states/event";
import { isFinal, type State } from "./states/state";
import { step } from "./states/step";
import { type KeptTransaction, TransactionStore } from "./store";
import { noteSummary } from "./summary";
import { type Entry, wayOf } from "./way";

export interface Step {
	/** The same step twice counts once. */
	id: string;
	event: Event;
	/** Null: nothing that the log tells of. */
	entry: LogEvent | null;
	/** Epoch ms. */
	now: number;
	/** What the caller has seen. Left out: the event fits whatever happened meanwhile. */
	version?: number;
}

/** `moved`: something happened since the caller looked. Null: there is no such transaction. */
export type StepAnswer = { refused: null | Refused | "moved"; kept: KeptTransaction } | null;

/** A send that is claimed: of which code, and which event it is. */
export interface CodeClaim {
	/** The type, or the field and the type. */
	key: string;
	made: NewKeptCode;
	step: Step & { event: EventOf<"SEND_BEGUN"> };
}

export type ClaimAnswer = Claim | { result: "refused" };

/** How long an ended transaction can be looked at. */
const keptMs = 3_600_000;

/** After something failed. */
const againMs = 30_000;

export class Transaction extends DurableObject<Bindings> {
	/** The clock of alarms. Whoever calls brings the time of the call. A test sets its own. */
	protected now = livePlatform.now;
	/** Events are gathered this long before they leave together. */
	protected gatherMs = 5_000;
	readonly #env: Env;
	#store: TransactionStore;
	/** Epoch ms of the next alarm, if this instance has set it. */
	#alarmAt = Number.POSITIVE_INFINITY;

	constructor(ctx: DurableObjectState, bindings: Bindings) {
		super(ctx, bindings);
		this.#env = readEnv(bindings);
		this.#store = new TransactionStore(ctx.storage.sql);
	}

	/** A second call with the same facts changes nothing. */
	create(facts: TransactionFacts, state: State, entry: LogEvent): KeptTransaction {
		return this.#inOneTurn((store) => {
			const kept = store.read();
			if (kept !== null) return kept;
			store.setUp();
			this.#ringBy(this.now() + this.gatherMs);
			const fresh = { version: 0, lastStepId: null, endedAt: null, outcome: noOutcome, way: null, noted: null };
			return store.write({ facts, state, ...fresh }, entry);
		});
	}

	/**
	 * Null: there is none, or not any more.
	 * @param isApiStep whether it is read for a step of the person by API, which makes this its way
	 * @returns a KeptTransaction as JSON: every page asks, and a text crosses faster than an object
	 */
	read(now: number, isApiStep: boolean): string | null {
		const seen = this.#store.read();
		const choosesWay = isApiStep && seen?.way === null;
		if (seen === null || !(choosesWay || isOver(seen, now))) return this.#store.readJson();
		return this.#inOneTurn((store) => {
			const kept = this.#current(store, now);
			if (kept && choosesWay) store.write({ ...kept, way: { by: "API" } }, null);
			return store.readJson();
		});
	}

	/** Lets one browser in. False: the transaction has a way already, or it isn't the secret. */
	enter(entry: Entry, entries: { right: LogEvent; wrong: LogEvent }, now: number): boolean {
		return this.#inOneTurn((store) => {
			const kept = this.#current(store, now);
			if (kept === null) return false;
			const way = wayOf(kept.way, kept.facts.entranceHash, entry);
			if (way === null || kept.way === null) {
				store.write({ ...kept, way: way ?? kept.way }, way === null ? entries.wrong : entries.right);
				this.#ringBy(this.now() + this.gatherMs);
			}
			return way !== null;
		});
	}

	step(wanted: Step): StepAnswer {
		return this.#inOneTurn((store) => this.#step(store, wanted));
	}

	/** Notes the message before it leaves. Of parallel requests, one brings the code, and at most three send it. */
	claim({ key, made, step: wanted }: CodeClaim): ClaimAnswer {
		return this.#inOneTurn((store) => {
			const { now, event } = wanted;
			const kept = this.#current(store, now);
			if (kept === null || !step(kept.state, event).ok) return { result: "refused" };
			const claim = store.codes.claim(key, made, event.deliveryId, now);
			if (claim.result === "claimed") this.#step(store, wanted);
			return claim;
		});
	}

	/** The message has certainly not left. */
	giveBack(key: string, taken: Step & { event: EventOf<"SEND_TAKEN_BACK"> }): void {
		this.#inOneTurn((store) => {
			if (store.read() === null) return;
			store.codes.giveBack(key, taken.event.deliveryId);
			this.#step(store, taken);
		});
	}

	endCodes(): void {
		this.#inOneTurn((store) => {
			if (store.read() !== null) store.codes.end();
		});
	}

	/** Takes the hash of a code for the return URL. False: there is nothing to be redeemed. */
	takeCode(hash: string, entry: LogEvent, now: number): boolean {
		return this.#changeOutcome(now, entry, (outcome) => withCode(outcome, hash, now)) !== null;
	}

	/** Of parallel tries of one code, one is right. */
	redeem(hash: string, entries: { right: LogEvent; wrong: LogEvent }, now: number): boolean {
		return this.#inOneTurn((store) => {
			if (this.#changeOutcome(now, entries.right, (outcome) => withRedeemed(outcome, hash, now)) !== null) return true;
			const kept = store.read();
			if (kept !== null) {
				store.write(kept, entries.wrong);
				this.#ringBy(this.now() + this.gatherMs);
			}
			return false;
		});
	}

	/** @returns the first result, whose ever it is. Only the first one is logged */
	keepResult(result: NonNullable<Outcome["result"]>, entry: LogEvent, now: number): Outcome["result"] {
		return this.#inOneTurn((store) => {
			this.#changeOutcome(now, entry, (outcome) => withResult(outcome, result));
			return store.read()?.outcome.result ?? null;
		});
	}

	/** Expires what is due, ships what waits, and in the end deletes everything. */
	override async alarm(): Promise<void> {
		this.#alarmAt = Number.POSITIVE_INFINITY;
		const now = this.now();
		const kept = this.#inOneTurn((store) => this.#current(store, now));
		if (kept === null) return;
		try {
			await this.#ship(kept);
			const deletesAt = kept.endedAt === null ? null : kept.endedAt + keptMs;
			if (deletesAt !== null && deletesAt <= now) return await this.#deleteAll();
			const codeEndsAt = this.#inOneTurn((store) => store.codes.dropExpired(now)) ?? Number.POSITIVE_INFINITY;
			this.#ringBy(deletesAt ?? Math.min(kept.facts.expiresAt, codeEndsAt));
		} catch (error) {
			writeWorkerLog("error", { message: "a transaction could not be noted", cause: causeOf(error) });
			this.#ringBy(this.now() + againMs);
		}
	}

	/** What waits goes to the log, and the state to D1. What comes meanwhile has an alarm of its own. */
	async #ship({ facts, state, noted, endedAt }: KeptTransaction): Promise<void> {
		const { events, lastSeq } = this.#store.waiting();
		for (const message of inMessages(events)) await this.#env.bindings.LOG_QUEUE.send(message);
		this.#inOneTurn((store) => store.dropWaiting(lastSeq));
		if (noted === state.name) return;
		await noteSummary(openDb(this.#env.bindings.DB), facts, state, endedAt);
		this.#inOneTurn((store) => {
			const latest = store.read();
			if (latest) store.write({ ...latest, noted: state.name }, null);
		});
	}

	async #deleteAll(): Promise<void> {
		await this.ctx.storage.deleteAll();
		this.#store = new TransactionStore(this.ctx.storage.sql);
	}

	/** The transaction as it is now: one that should have ended has expired. */
	#current(store: TransactionStore, now: number): KeptTransaction | null {
		const kept = store.read();
		if (kept === null || !isOver(kept, now)) return kept;
		const event = { type: "EXPIRED" } as const;
		const entry = entryOf(
			createCtx(this.env, livePlatform, () => {}),
			kept.facts,
			event,
		);
		return this.#take(store, kept, { id: "expired", event, entry, now });
	}

	#step(store: TransactionStore, wanted: Step): StepAnswer {
		const kept = this.#current(store, wanted.now);
		if (kept === null) return null;
		if (kept.lastStepId === wanted.id) return { refused: null, kept };
		if (wanted.version !== undefined && wanted.version !== kept.version) return { refused: "moved", kept };
		const stepped = step(kept.state, wanted.event);
		if (!stepped.ok) return { refused: stepped.refused, kept };
		return { refused: null, kept: this.#take(store, kept, wanted) };
	}

	#take(store: TransactionStore, kept: KeptTransaction, { id, event, entry, now }: Step): KeptTransaction {
		const stepped = step(kept.state, event);
		if (!stepped.ok) return kept;
		const { state } = stepped;
		if (isFinal(state)) store.codes.end();
		for (const typeKey of noLongerOffered(kept.state, state)) store.codes.drop(typeKey);
		this.#ringBy(this.now() + this.gatherMs);
		const endedAt = isFinal(state) ? now : null;
		return store.write({ ...kept, state, version: kept.version + 1, lastStepId: id, endedAt }, entry);
	}

	/** Null: the transaction isn't allowed, or the change isn't. */
	#changeOutcome(now: number, entry: LogEvent, change: (outcome: Outcome) => Outcome | null): Outcome | null {
		return this.#inOneTurn((store) => {
			const kept = this.#current(store, now);
			if (kept?.state.name !== "ALLOWED") return null;
			const outcome = change(kept.outcome);
			if (outcome === null) return null;
			this.#ringBy(this.now() + this.gatherMs);
			return store.write({ ...kept, outcome }, entry).outcome;
		});
	}

	/** An earlier alarm stays. */
	#ringBy(at: number): void {
		if (this.#alarmAt <= at) return;
		this.#alarmAt = at;
		const setting = this.ctx.storage.setAlarm(at).catch((error: unknown) => {
			this.#alarmAt = Number.POSITIVE_INFINITY;
			throw error;
		});
		this.ctx.waitUntil(setting);
	}

	/** Everything is written, or nothing. */
	#inOneTurn<T>(work: (store: TransactionStore) => T): T {
		try {
			return this.ctx.storage.transactionSync(() => work(this.#store));
		} catch (error) {
			this.#store.forget();
			throw error;
		}
	}
}

/** It should have ended, and nobody has noted that. */
const isOver = ({ endedAt, facts }: KeptTransaction, now: number): boolean =>
	endedAt === null && facts.expiresAt <= now;

/** The code of a type that left the offer dies. */
function noLongerOffered(before: State, after: State): string[] {
	const offered = (state: State) => ("offer" in state ? state.offer.map(({ typeKey }) => typeKey) : []);
	const left = new Set(offered(after));
	return offered(before).filter((typeKey) => !left.has(typeKey));
}
