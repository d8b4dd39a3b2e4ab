// The guard: one Durable Object per user. Its single thread judges, counts and logs every attempt of that user.
import { DurableObject } from "cloudflare:workers";
import { keyedHash } from "../crypto/digest";
import { openDb } from "../db";
import { type Bindings, type Env, readEnv } from "../env";
import { countingCodes, type LiveCodes, withConfirmed, withIssued, withoutCode, withoutCodes } from "./codes";
import { unlockRefusal, wasUnlock, withUnlock } from "./help-desk";
import { type Hold, withHold, withoutHold } from "./holds";
import { FactorKeys } from "./keys";
import { allFailures, isKnown, lockedFor, withoutFailures, withoutSources } from "./known-sources";
import { adoptGeneration, isMarkOfOther, knownFactor, learn } from "./learning";
import { countFailures, withoutTypes } from "./policy-failures";
import { type Judge, prepare } from "./prepare";
import { boundText, earlierVerdict, toBinding, verdictAgain, withVerdict } from "./recent";
import { attemptRefusal, issueRefusal } from "./refusal";
import { failureWindowMs, type Mark } from "./rules";
import { type FinalJudgement, settle } from "./settle";
import { Shipper } from "./shipper";
import { erasedMarkMs, type SpentSecret, toSpent } from "./spent";
import { GuardStore } from "./store";
import { isClosed, pausedUntil, withoutStreak } from "./streaks";
import { recentTries, withoutTry, withTry } from "./tries";
import type {
	Attempt,
	Issue,
	KnownFactor,
	Lesson,
	LockStatus,
	NewCode,
	Try,
	TryAnswer,
	Unlock,
	UnlockAnswer,
	Verdict,
} from "./types";

export class Guard extends DurableObject<Bindings> {
	/** Events of one user are gathered this long before they go to the queue together. */
	protected gatherMs = 5_000;
	readonly #env: Env;
	readonly #keys: FactorKeys;
	#kept: GuardStore | undefined;
	#shipper: Shipper | undefined;

	constructor(ctx: DurableObjectState, bindings: Bindings) {
		super(ctx, bindings);
		this.#env = readEnv(bindings);
		this.#keys = new FactorKeys(this.#env.sealKeys);
	}

	/** Judges an attempt. With a lesson it learns the factor first, unless the factor was revoked after the reading. */
	async attempt(attempt: Attempt, lesson?: Lesson): Promise<Verdict> {
		// An id that was made for this attempt can't come again with something else.
		const binding = attempt.isOwnId ? "" : await this.#bindingOf(attempt);
		adoptGeneration(this.#store, attempt.generation);
		const doubtful = lesson && learn(this.#store, lesson, attempt.now);
		const taughtAt = this.#store.state.epoch;
		const factorNow = () =>
			knownFactor(this.#store, this.#env.sealKeys, attempt.factorId) ??
			(this.#store.state.epoch === taughtAt ? doubtful : undefined);
		for (;;) {
			const earlier = earlierVerdict(this.#store.state.verdicts, attempt);
			if (earlier) return this.#withSource(attempt, verdictAgain(earlier, binding));
			const factor = factorNow();
			if (!factor) return { result: "unknown", epoch: this.#store.state.epoch };
			const refusal = attemptRefusal(this.#store.state, factor, attempt);
			if (refusal) return refusal;
			const store = this.#store;
			const { changes } = store;
			const judge = await this.#prepare(factor, attempt);
			// From here to the return nothing awaits: reading, judging, counting and writing are one turn.
			if (this.#store !== store || store.changes !== changes) {
				if (factorNow() !== factor || earlierVerdict(this.#store.state.verdicts, attempt)) continue;
				const lateRefusal = attemptRefusal(this.#store.state, factor, attempt);
				if (lateRefusal) return lateRefusal;
			}
			const judgement = judge(this.#store.state);
			if (judgement.result !== "stale") {
				return this.#withSource(attempt, this.#settle(factor, attempt, judgement, binding));
			}
		}
	}

	/** The same, with the verdict as JSON: every verification asks, and a text crosses faster than an object. */
	async attemptInText(attempt: Attempt, lesson?: Lesson): Promise<string> {
		return JSON.stringify(await this.attempt(attempt, lesson));
	}

	/** The same answer that comes again may come with another token, which isn't known. */
	#withSource({ newSourceHash: hash }: Attempt, verdict: Verdict): Verdict {
		if (verdict.result !== "accepted" || hash === undefined) return verdict;
		return { ...verdict, isNowKnown: isKnown(this.#store.state, hash) };
	}

	/**
	 * Takes a code that is about to be sent, and returns the address. The earlier code counts too until the new code is
	 * confirmed, and goes on counting if the new code is withdrawn. A locked user gets no code.
	 */
	issueCode(code: NewCode, lesson?: Lesson): Issue {
		adoptGeneration(this.#store, code.generation);
		const doubtful = lesson && learn(this.#store, lesson, code.now);
		const { state } = this.#store;
		const factor = knownFactor(this.#store, this.#env.sealKeys, code.holder.id) ?? doubtful;
		if (!factor) return { result: "unknown", epoch: state.epoch };
		const refusal = issueRefusal(state, factor, code);
		if (refusal) return refusal;
		const address = factor.sealedAddress === undefined ? {} : { sealedAddress: factor.sealedAddress };
		const issued = withIssued(state.codes, code);
		if (issued === null) return { result: "busy", ...address };
		this.#changeCodes(issued.codes);
		return { result: "issued", ...address, isReplacing: issued.isReplacing };
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

	/**
	 * First step of a change: forgets what changes, and takes no lesson about it until the release.
	 * @returns how far the secrets of these factors were used; the change keeps it, if it removes them
	 */
	hold(hold: Hold, now: number): SpentSecret[] {
		const { state } = this.#store;
		state.heldBy = withHold(state.heldBy, hold, now);
		if (hold.endsCodes) state.codes = hold.factorId === null ? {} : withoutCodes(state.codes, hold.factorId);
		// Every reset, and every removal of a factor.
		if (hold.endsCodes) state.knownSources = withoutSources(state.knownSources);
		this.#store.revoke(hold.factorId);
		return Object.entries(state.marks).flatMap(([factorId, { spentKey, highest, erasedAt }]) =>
			spentKey === undefined || erasedAt !== undefined || (hold.factorId ?? factorId) !== factorId
				? []
				: [toSpent(spentKey, highest, now)],
		);
	}

	/** Last step of a change, once D1 has it: forgets what was learned, so that the guard is taught the new state. */
	release({ id, factorId }: Pick<Hold, "id" | "factorId">): void {
		this.#store.state.heldBy = withoutHold(this.#store.state.heldBy, id);
		this.#store.revoke(factorId);
	}

	/**
	 * The factors are deleted, and so are their codes. Their marks stay for as long as D1 could be restored.
	 * @param challengeTypes whose failures no policy counts any more
	 */
	erase(factorIds: readonly string[], challengeTypes: readonly string[], now: number): void {
		const { state } = this.#store;
		state.policyFailures = withoutTypes(state.policyFailures, challengeTypes);
		for (const [id, mark] of Object.entries(state.marks)) {
			if (factorIds.includes(id)) mark.erasedAt ??= now;
			if (mark.erasedAt !== undefined && now - mark.erasedAt >= erasedMarkMs) delete state.marks[id];
		}
		for (const id of factorIds) {
			state.codes = withoutCodes(state.codes, id);
			state.streaks = withoutStreak(state.streaks, id);
			this.#store.revoke(id);
		}
		// A revocation writes the row. Without one, nothing else would.
		if (factorIds.length === 0) this.#store.saveState();
	}

	/** The user is deleted. Names and events go as soon as the log has the events; marks go after a month. */
	async retire(): Promise<void> {
		this.#store.state.retiredAt = Date.now();
		this.#store.revoke(null);
		await this.ctx.storage.setAlarm(Date.now() + this.gatherMs);
	}

	/**
	 * Clears failures: an administrator all of them, the help desk those of the last minutes and those that policies
	 * count, and not for ever.
	 */
	unlock({ id, by, now }: Unlock): UnlockAnswer {
		const { state } = this.#store;
		const isHelpDesk = by === "help-desk";
		const retryAfterSeconds = isHelpDesk ? unlockRefusal(state.helpDesk, id, now) : null;
		const isFailing = allFailures(state, now).length + Object.keys(state.policyFailures).length > 0;
		const isLimited = state.helpDesk !== undefined || Object.keys(state.streaks).length > 0;
		const isClear = !isFailing && (isHelpDesk || !isLimited);
		if (retryAfterSeconds !== null || isClear) return { retryAfterSeconds, hasCleared: wasUnlock(state.helpDesk, id) };
		state.failures = [];
		state.knownSources = withoutFailures(state.knownSources);
		state.failedWith = undefined;
		state.policyFailures = {};
		state.helpDesk = isHelpDesk ? withUnlock(state.helpDesk, id, now) : undefined;
		if (!isHelpDesk) state.streaks = {};
		this.#store.saveState();
		return { retryAfterSeconds: null, hasCleared: true };
	}

	/** Nobody's browser is known any more. */
	forgetSources(): void {
		const { state } = this.#store;
		if (!state.knownSources) return;
		state.knownSources = withoutSources(state.knownSources);
		this.#store.saveState();
	}

	/** Counts a try before somebody else judges it, so that no more tries are judged at once than the limit. */
	async countTry(wanted: Try): Promise<TryAnswer> {
		const { tries, answer } = withTry(this.#store.state.tries ?? [], wanted);
		if (answer.retryAfterSeconds !== null) return answer;
		this.#store.state.tries = tries;
		this.#store.saveState();
		if (this.#store.hasTriesOnly()) await this.ctx.storage.setAlarm(Date.now() + failureWindowMs);
		return answer;
	}

	/** The try was right. */
	takeBackTry(id: string): void {
		const { state } = this.#store;
		if (state.tries === undefined) return;
		state.tries = withoutTry(state.tries, id);
		this.#store.saveState();
	}

	lockStatus(now: number): LockStatus {
		const { state } = this.#store;
		const { streaks } = state;
		return {
			failures: allFailures(state, now).length,
			lockedUntil: lockedFor(state, undefined, now),
			inARow: Object.entries(streaks).map(([factorId, streak]) => ({
				factorId,
				failures: streak.failures,
				pausedUntil: pausedUntil(streak, now),
				isClosed: isClosed(streak),
			})),
		};
	}

	/** Challenge type → its wrong codes in a row that count at the moment. */
	policyFailures(lockDurationMs: number, now: number): Record<string, number> {
		return countFailures(this.#store.state.policyFailures, lockDurationMs, now);
	}

	/**
	 * How far a token was used: its highest step or counter, and its drift.
	 * @param spentKey what the token's codes are now; a mark of other codes stays until the next lesson, and isn't given
	 * @returns null: none of these codes was ever accepted here
	 */
	markOf(factorId: string, spentKey: string | undefined): Mark | null {
		const mark = this.#store.state.marks[factorId];
		return mark === undefined || isMarkOfOther(mark, spentKey) ? null : mark;
	}

	override async alarm(): Promise<void> {
		const store = this.#store;
		if (store.hasTriesOnly()) return this.#dropOldTries(store);
		await this.#shipperOf(store).ship();
		const { retiredAt } = store.state;
		if (retiredAt === undefined || store.hasWaitingEvents()) return;
		const endsAt = retiredAt + erasedMarkMs;
		if (Object.keys(store.state.marks).length > 0 && Date.now() < endsAt) {
			store.keepMarksOnly();
			return this.ctx.storage.setAlarm(endsAt);
		}
		await this.#deleteAll();
	}

	/** Strangers may type any name, so nothing of a name may stay. */
	async #dropOldTries({ state }: GuardStore): Promise<void> {
		const isOver = recentTries(state.tries ?? [], Date.now()).length === 0;
		return isOver ? this.#deleteAll() : this.ctx.storage.setAlarm(Date.now() + failureWindowMs);
	}

	async #deleteAll(): Promise<void> {
		await this.ctx.storage.deleteAll();
		this.#kept = undefined;
	}

	/** After a failed write the memory may be ahead of the rows, so it is read again. */
	get #store(): GuardStore {
		if (this.#kept?.isBroken) this.#kept = undefined;
		this.#kept ??= new GuardStore(this.ctx.storage.sql);
		return this.#kept;
	}

	#shipperOf(store: GuardStore): Shipper {
		if (this.#shipper?.store !== store) {
			const { DB, LOG_QUEUE } = this.#env.bindings;
			this.#shipper = new Shipper(this.ctx, LOG_QUEUE, openDb(DB), store, () => this.gatherMs);
		}
		return this.#shipper;
	}

	/** Binds a verdict to what was judged. */
	async #bindingOf(attempt: Attempt): Promise<string> {
		return toBinding(await keyedHash(this.#env.lookupKey, "guard.attempt", boundText(attempt)));
	}

	/** Does everything that has to be awaited. */
	#prepare(factor: KnownFactor, attempt: Attempt): Promise<Judge> {
		const { state, subject } = this.#store;
		const { lookupKey } = this.#env;
		return prepare({ factor, userId: subject?.id ?? "", attempt, state, keys: this.#keys, lookupKey });
	}

	/** Writes the judgement and its event in one row. */
	#settle(factor: KnownFactor, attempt: Attempt, judgement: FinalJudgement, binding: string): Verdict {
		const store = this.#store;
		const { state } = store;
		const { verdict, events } = settle(state, factor, attempt, judgement);
		state.verdicts = withVerdict(state.verdicts, attempt, binding, verdict);
		store.addEvents(events);
		// The factor is about to become ACTIVE in D1. The caller releases this hold once it has.
		if (verdict.result === "accepted" && attempt.purpose === "activate") {
			state.heldBy = withHold(state.heldBy, { id: attempt.id, factorId: factor.id, endsCodes: false }, attempt.now);
			state.epoch += 1;
			store.forget(factor.id);
		}
		store.saveState();
		this.#shipperOf(store).shipSoon(events);
		return verdict;
	}

	#changeCodes(codes: LiveCodes): void {
		if (codes === this.#store.state.codes) return;
		this.#store.state.codes = codes;
		this.#store.saveState();
	}
}
