// The guard: one Durable Object per user. Its single thread judges, counts and logs every attempt of that user.
import { DurableObject } from "cloudflare:workers";
import { type Bindings, type Env, readEnv } from "../env";
import { countingCodes, type LiveCodes, withConfirmed, withIssued, withoutCode, withoutCodes } from "./codes";
import { FactorKeys } from "./keys";
import { type Judge, prepare } from "./prepare";
import { attemptRefusal, issueRefusal } from "./refusal";
import { lockedUntil, recentFailures } from "./rules";
import { type FinalJudgement, settle } from "./settle";
import { Shipper } from "./shipper";
import { GuardStore } from "./store";
import type { Attempt, Issue, KnownFactor, Lesson, LockStatus, NewCode, Verdict } from "./types";

/** How long a revocation keeps lessons out: longer than any request takes that has read the old row from D1. */
const holdMs = 60_000;

export class Guard extends DurableObject<Bindings> {
	/** Events of one user are gathered this long before they go to the queue together. */
	protected gatherMs = 5_000;
	readonly #env: Env;
	#store!: GuardStore;
	#shipper!: Shipper;
	readonly #keys: FactorKeys;

	constructor(ctx: DurableObjectState, bindings: Bindings) {
		super(ctx, bindings);
		this.#env = readEnv(bindings);
		this.#begin();
		this.#keys = new FactorKeys(this.#env.sealKeys);
	}

	/** Judges an attempt. With a lesson it learns the factor first, unless the factor was revoked after the reading. */
	async attempt(attempt: Attempt, lesson?: Lesson): Promise<Verdict> {
		if (lesson) this.#learn(lesson, attempt.now);
		for (;;) {
			const factor = this.#store.factors.get(attempt.factorId);
			if (!factor) return { result: "unknown", epoch: this.#store.state.epoch };
			const refusal = attemptRefusal(this.#store.state, factor, attempt);
			if (refusal) return refusal;
			const judge = await this.#prepare(factor, attempt);
			// From here to the return nothing awaits: reading, judging, counting and writing are one turn.
			if (this.#store.factors.get(attempt.factorId) !== factor) continue;
			const lateRefusal = attemptRefusal(this.#store.state, factor, attempt);
			if (lateRefusal) return lateRefusal;
			const judgement = judge(this.#store.state);
			if (judgement.result !== "stale") return this.#settle(factor, attempt, judgement);
		}
	}

	/**
	 * Takes a code that is about to be sent, and returns the address. The earlier code counts too until the new code is
	 * confirmed, and goes on counting if the new code is withdrawn. A locked user gets no code.
	 */
	issueCode(code: NewCode, lesson?: Lesson): Issue {
		if (lesson) this.#learn(lesson, code.now);
		const { state, factors } = this.#store;
		const factor = factors.get(code.holder.id);
		if (!factor) return { result: "unknown", epoch: state.epoch };
		const refusal = issueRefusal(state, factor, code);
		if (refusal) return refusal;
		const { sealedAddress } = factor;
		if (sealedAddress === undefined) throw new Error("a factor whose codes are sent has an address");
		const issued = withIssued(state.codes, code);
		if (issued === null) return { result: "busy", sealedAddress };
		this.#changeCodes(issued.codes);
		return { result: "issued", sealedAddress, isReplacing: issued.isReplacing };
	}

	/** The code was sent, so earlier codes stop counting. */
	confirmCode(holderId: string, deliveryId: string): void {
		this.#changeCodes(withConfirmed(this.#store.state.codes, holderId, deliveryId));
	}

	/** The code was certainly not sent, so it stops counting. */
	withdrawCode(holderId: string, deliveryId: string): void {
		this.#changeCodes(withoutCode(this.#store.state.codes, holderId, deliveryId));
	}

	/** Whether the code in a message still counts. Its age makes no difference here. */
	isCodeCounting(holderId: string, deliveryId: string, now: number): boolean {
		return countingCodes(this.#store.state.codes, holderId, now).some((code) => code.deliveryId === deliveryId);
	}

	/** First step of a revocation: forgets the factor (null: all factors), and takes no lesson for a minute. */
	hold(factorId: string | null, now: number): void {
		const { state } = this.#store;
		state.holds = Object.fromEntries(Object.entries(state.holds).filter(([, until]) => until > now));
		state.holds[factorId ?? "*"] = now + holdMs;
		this.#revoke(factorId);
	}

	/** Last step of a change, once D1 has it: forgets what was learned, so that the guard is taught the new state. */
	release(factorId: string | null): void {
		delete this.#store.state.holds[factorId ?? "*"];
		this.#revoke(factorId);
	}

	/** The factors are deleted, and so are their marks and codes. Ids never come back, so nothing can be replayed. */
	erase(factorIds: readonly string[]): void {
		for (const id of factorIds) {
			delete this.#store.state.marks[id];
			this.#store.state.codes = withoutCodes(this.#store.state.codes, id);
			delete this.#store.state.holds[id];
			this.#revoke(id);
		}
	}

	/** The user is deleted. Nothing is left here once the last event has been shipped. */
	async retire(): Promise<void> {
		this.#revoke(null);
		this.#store.state.isRetired = true;
		this.#store.saveState();
		await this.ctx.storage.setAlarm(Date.now() + this.gatherMs);
	}

	/** Clears the failures. */
	unlock(): void {
		if (this.#store.state.failures.length === 0) return;
		this.#store.state.failures = [];
		this.#store.saveState();
	}

	lockStatus(now: number): LockStatus {
		const { failures } = this.#store.state;
		return { failures: recentFailures(failures, now).length, lockedUntil: lockedUntil(failures, now) };
	}

	override async alarm(): Promise<void> {
		await this.#shipper.ship();
		if (this.#store.state.isRetired && !this.#store.hasWaitingEvents()) {
			await this.ctx.storage.deleteAll();
			this.#begin();
		}
	}

	#begin(): void {
		this.#store = new GuardStore(this.ctx.storage.sql);
		this.#shipper = new Shipper(this.ctx, this.#env.bindings.LOG_QUEUE, this.#store, () => this.gatherMs);
	}

	#learn({ epoch, subject, factor }: Lesson, now: number): void {
		const { state } = this.#store;
		const heldUntil = Math.max(state.holds["*"] ?? 0, state.holds[factor.id] ?? 0);
		if (epoch !== state.epoch || heldUntil > now || state.isRetired) return;
		this.#store.learn(subject, factor);
	}

	/** Does everything that has to be awaited. */
	#prepare(factor: KnownFactor, attempt: Attempt): Promise<Judge> {
		const { lookupKey } = this.#env;
		return prepare({ factor, attempt, state: this.#store.state, keys: this.#keys, lookupKey });
	}

	/** Writes the judgement and its event in one row. */
	#settle(factor: KnownFactor, attempt: Attempt, judgement: FinalJudgement): Verdict {
		const verdict = settle(this.#store.state, factor, attempt, judgement);
		this.#store.saveState();
		this.#shipper.shipSoon();
		return verdict;
	}

	#changeCodes(codes: LiveCodes): void {
		if (codes === this.#store.state.codes) return;
		this.#store.state.codes = codes;
		this.#store.saveState();
	}

	#revoke(factorId: string | null): void {
		this.#store.state.epoch += 1;
		this.#store.forget(factorId);
		this.#keys.forget(factorId);
		this.#store.saveState();
	}
}
