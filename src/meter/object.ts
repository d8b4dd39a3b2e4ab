// The meter: a Durable Object that counts before anything is sent, one for each prefix and each end user's address.
import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../env";
import { judgeAddress, judgeSend, minuteOf, recentSends, withSend, withVerification } from "./rules";
import { MeterStore } from "./store";
import type { AddressRequest, AddressVerdict, MeteredSend, Reservation, SendVerdict, Verification } from "./types";

/** How often old rows are deleted. No row outlives its day by more than this. */
const cleanUpMs = 6 * 3_600_000;

/**
 * No method awaits between reading and writing, so each call is one turn. Of parallel sends exactly the allowed number
 * passes. Every call may come twice, because its answer may get lost: what counts has an id that the caller chose.
 */
export class Meter extends DurableObject<Bindings> {
	#store: MeterStore | null = null;
	#hasAlarm = false;

	/** Counts a send to a destination of this prefix, if it is allowed. Call this before sending. */
	reserve(request: MeteredSend): SendVerdict {
		return this.#inOneTurn((store) => {
			const { id, destinationHash, channel, keyHash, now, limits, refusedElsewhere = 0 } = request;
			const sends = store.sendsTo(destinationHash);
			const counted = sends.find((send) => send.id === id);
			if (counted) return { ok: true, observed: counted.observed ?? null, refusedMeanwhile: 0 };
			const verdict = judgeSend(sends, store.minutes, request);
			if (!verdict.ok) {
				const { reason, retryAfterSeconds } = verdict;
				// The message of the first request is in the log.
				if (reason === "repeated") return { ...verdict, isToBeLogged: false, refusedMeanwhile: 0 };
				// The limit of a whole range is one kind, so refused destinations leave no rows.
				const subject = reason === "prefix" || reason === "conversion" ? "" : destinationHash;
				const kind = { subject, limit: `${reason}:${channel}` };
				return { ...verdict, ...store.refusals.note(kind, request, retryAfterSeconds) };
			}
			const isUnjudged = limits.conversion === null || undefined;
			const observed = verdict.observed ?? undefined;
			const send = { id, at: now, channel, keyHash, isVerified: false, isUnjudged, observed };
			store.saveSends(destinationHash, withSend(sends, send));
			store.count(now, { sent: 1, unjudged: isUnjudged ? 1 : 0 });
			this.#planCleanUp();
			return { ...verdict, refusedMeanwhile: store.refusals.take(destinationHash) + refusedElsewhere };
		});
	}

	/**
	 * Gives a reservation back, and its cool-down with it. Call this when no provider was reached, or when every provider
	 * refused before sending. After an unknown outcome nothing is given back, because the message may have been sent.
	 */
	refund({ id, destinationHash }: Reservation): Promise<void> {
		this.#inOneTurn((store) => {
			const sends = store.sendsTo(destinationHash);
			const given = sends.find((send) => send.id === id);
			// A verified message did leave, whatever the caller believes.
			if (!given || given.isVerified) return;
			store.saveSends(
				destinationHash,
				sends.filter((send) => send !== given),
			);
			store.count(given.at, { sent: -1, unjudged: given.isUnjudged ? -1 : 0 });
		});
		return this.#endIfUnused();
	}

	/** Counts a verification: the destination's newest unanswered send is now answered. */
	verified(verification: Verification): void {
		const { destinationHash, now } = verification;
		this.#inOneTurn((store) => {
			const { sends, verified } = withVerification(store.sendsTo(destinationHash), verification);
			if (!verified) return;
			store.saveSends(destinationHash, recentSends(sends, now));
			store.count(verified.at, { verified: 1 });
		});
	}

	/** Counts a send that this address asks for, if it is allowed. The meter of its destination has allowed it before. */
	reserveAddress({ id, now, limits }: AddressRequest): AddressVerdict {
		return this.#inOneTurn((store) => {
			const minute = store.minutes.find(({ at }) => at === minuteOf(now));
			if (minute?.ids?.includes(id)) return { ok: true };
			const verdict = judgeAddress(store.minutes, now, limits);
			if (!verdict.ok) {
				const kind = { subject: "", limit: verdict.reason };
				return { ...verdict, ...store.refusals.note(kind, { id, now }, verdict.retryAfterSeconds) };
			}
			store.count(now, { sent: 1 }, id);
			this.#planCleanUp();
			return verdict;
		});
	}

	/** Gives a send of this address back, as `refund` does. */
	refundAddress(id: string): Promise<void> {
		this.#inOneTurn((store) => store.uncount(id));
		return this.#endIfUnused();
	}

	/** Deletes everything older than a day. */
	override async alarm(): Promise<void> {
		this.#hasAlarm = false;
		if (this.#inOneTurn((store) => store.prune(Date.now()))) return this.#setAlarm();
		await this.#endIfUnused();
	}

	/** An object that counts nothing deletes its storage, and so ceases to exist. */
	async #endIfUnused(): Promise<void> {
		if (this.#inOneTurn((store) => store.countsAnything())) return;
		this.#store = null;
		this.#hasAlarm = false;
		await this.ctx.storage.deleteAll();
	}

	/** Everything is written, or nothing. After a failure the memory may be ahead of the storage, so it is read anew. */
	#inOneTurn<T>(work: (store: MeterStore) => T): T {
		try {
			return this.ctx.storage.transactionSync(() => {
				this.#store ??= new MeterStore(this.ctx.storage.sql);
				return work(this.#store);
			});
		} catch (error) {
			this.#store = null;
			throw error;
		}
	}

	#planCleanUp(): void {
		if (!this.#hasAlarm) this.ctx.waitUntil(this.#setAlarm());
	}

	async #setAlarm(): Promise<void> {
		this.#hasAlarm = true;
		try {
			// An object that woke up keeps the alarm that it has. An alarm that every wake-up delays would never ring.
			if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + cleanUpMs);
		} catch (error) {
			this.#hasAlarm = false;
			throw error;
		}
	}
}
