// The guard: one Durable Object per user. Its single thread judges, counts and logs every attempt of that user.
import { DurableObject } from "cloudflare:workers";
import { type Bindings, type Env, readEnv } from "../env";
import type { EventType } from "../log/event-types";
import { hotpCodes, matchCounters } from "../otp/hotp";
import { FactorKeys } from "./keys";
import { toWaiting } from "./outbox";
import { attemptRefusal, issueRefusal } from "./refusal";
import {
	countersFor,
	countingCodes,
	failureLimit,
	isBusy,
	type Judgement,
	judgeAnswer,
	judgeCode,
	judgeResync,
	judgeSentCode,
	type LiveCode,
	liveCodes,
	lockedUntil,
	nearCounters,
	recentFailures,
} from "./rules";
import { answerHash, sentCodeHash } from "./secret";
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
			const refusal = attemptRefusal(this.#store.state.failures, factor, attempt);
			if (refusal) return refusal;
			const judge = await this.#prepare(factor, attempt);
			// From here to the return nothing awaits: reading, judging, counting and writing are one turn.
			if (this.#store.factors.get(attempt.factorId) !== factor) continue;
			const lateRefusal = attemptRefusal(this.#store.state.failures, factor, attempt);
			if (lateRefusal) return lateRefusal;
			const judgement = judge();
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
		const factor = factors.get(code.factorId);
		if (!factor) return { result: "unknown", epoch: state.epoch };
		const refusal = issueRefusal(state.failures, factor, code);
		if (refusal) return refusal;
		const { sealedAddress } = factor;
		if (sealedAddress === undefined) throw new Error("a factor whose codes are sent has an address");
		const { codeHash: hash, now: issuedAt, expiresAt, deliveryId } = code;
		const live = liveCodes(state.codes, issuedAt);
		const counting = countingCodes(live[factor.id] ?? [], issuedAt);
		if (isBusy(counting, issuedAt)) return { result: "busy", sealedAddress };
		state.codes = { ...live, [factor.id]: [...counting, { hash, issuedAt, expiresAt, deliveryId }] };
		this.#store.saveState();
		return { result: "issued", sealedAddress, isReplacing: counting.length > 0 };
	}

	/** The code was sent, so earlier codes stop counting. */
	confirmCode(factorId: string, deliveryId: string): void {
		const codes = this.#store.state.codes[factorId] ?? [];
		const index = codes.findIndex((code) => code.deliveryId === deliveryId);
		if (index > 0) this.#keepCodes(factorId, codes.slice(index));
	}

	/** The code was certainly not sent, so it stops counting. */
	withdrawCode(factorId: string, deliveryId: string): void {
		const codes = this.#store.state.codes[factorId] ?? [];
		const others = codes.filter((code) => code.deliveryId !== deliveryId);
		if (others.length < codes.length) this.#keepCodes(factorId, others);
	}

	/** Whether the code in a message still counts. Its age makes no difference here. */
	isCodeCounting(factorId: string, deliveryId: string, now: number): boolean {
		const codes = countingCodes(this.#store.state.codes[factorId] ?? [], now);
		return codes.some((code) => code.deliveryId === deliveryId);
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
			delete this.#store.state.codes[id];
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

	/** Does everything that has to be awaited. Returns a function that judges by the state of the moment. */
	async #prepare(factor: KnownFactor, attempt: Attempt): Promise<() => Judgement> {
		const { method } = factor;
		if (method.kind === "answer") {
			const expected = await this.#keys.openSecret(factor);
			const given = await answerHash(this.#env.lookupKey, factor.id, attempt.code);
			return () => judgeAnswer(expected, given);
		}
		if (method.kind === "sent") {
			const given = await sentCodeHash(this.#env.lookupKey, factor.id, attempt.code);
			return () => judgeSentCode(this.#store.state.codes[factor.id] ?? [], given, attempt.now);
		}
		const mark = () => this.#store.state.marks[factor.id];
		const isResync = attempt.purpose === "resync";
		const key = await this.#keys.get(factor, method.algorithm);
		const counters = countersFor(method, isResync ? "resync" : "judge", mark(), attempt.now);
		if (!isResync) {
			// Nearly every right code belongs to the expected step or to a step beside it. The other steps can wait.
			const near = nearCounters(method, mark(), attempt.now, counters);
			const nearCodes = await hotpCodes(key, near, method.digits);
			if (matchCounters(nearCodes, near, attempt.code).length > 0) {
				return () => judgeCode(method, mark(), attempt.now, near, nearCodes, attempt.code);
			}
		}
		const codes = await hotpCodes(key, counters, method.digits);
		if (isResync) {
			return () => judgeResync(method, mark(), attempt.now, counters, codes, attempt.code, attempt.nextCode ?? "");
		}
		return () => judgeCode(method, mark(), attempt.now, counters, codes, attempt.code);
	}

	/** Writes the judgement and its event in one row. */
	#settle(factor: KnownFactor, attempt: Attempt, judgement: Exclude<Judgement, { result: "stale" }>): Verdict {
		const { state } = this.#store;
		const event = (type: EventType, result: "SUCCESS" | "FAILURE" | "DENY", reason: string | null) => {
			const uuid = crypto.randomUUID();
			const { asker, now } = attempt;
			state.waiting.push(toWaiting({ uuid, at: now, type, result, reason, factor, asker }));
		};
		const type = eventTypeOf[attempt.purpose];
		if (judgement.result === "accepted") {
			if (judgement.mark) state.marks[factor.id] = judgement.mark;
			delete state.codes[factor.id];
			// The service logs the activation itself, in one batch with the row that becomes ACTIVE.
			if (attempt.purpose !== "activate")
				event(type, "SUCCESS", attempt.purpose === "resync" ? "RESYNCHRONIZED" : null);
		} else {
			state.failures = [...recentFailures(state.failures, attempt.now), attempt.now];
			event(type, "FAILURE", failureReasons[judgement.result]);
			if (state.failures.length === failureLimit) {
				event("system.operation.rate_limit.violation", "DENY", `Too many OTP verification attempts for ${factor.name}`);
			}
		}
		this.#store.saveState();
		this.#shipper.shipSoon();
		return judgement.result === "accepted" && judgement.deliveryId !== undefined
			? { result: "accepted", deliveryId: judgement.deliveryId }
			: { result: judgement.result };
	}

	#keepCodes(factorId: string, codes: LiveCode[]): void {
		const { codes: all } = this.#store.state;
		if (codes.length > 0) all[factorId] = codes;
		else delete all[factorId];
		this.#store.saveState();
	}

	#revoke(factorId: string | null): void {
		this.#store.state.epoch += 1;
		this.#store.forget(factorId);
		this.#keys.forget(factorId);
		this.#store.saveState();
	}
}

const eventTypeOf = {
	verify: "user.authentication.auth_via_mfa",
	activate: "user.mfa.factor.activate",
	resync: "user.mfa.factor.update",
} as const satisfies Record<Attempt["purpose"], EventType>;

const failureReasons = {
	wrong: "INVALID_CREDENTIALS",
	replayed: "PASSCODE_REPLAYED",
	expired: "TIME_WINDOW_EXCEEDED",
} as const satisfies Record<"wrong" | "replayed" | "expired", string>;
