// The meter: a Durable Object that counts before anything is sent, one for each prefix and each end user's address.
import { DurableObject } from "cloudflare:workers";
import type { Bindings } from "../env";
import { randomCharacters } from "../ids";
import { judgeAddress, judgeSend, recentSends, withSend, withVerification } from "./rules";
import { MeterStore } from "./store";
import type { AddressLimits, AddressVerdict, MeteredSend, Reservation, SendVerdict } from "./types";

/** How often old rows are deleted. No row outlives its day by more than this. */
const cleanUpMs = 6 * 3_600_000;

/** An id must differ only from the other ids of its destination. */
const reservationIdLength = 10;

/**
 * No method awaits between reading and writing, so each call is one turn. Of parallel sends exactly the allowed number
 * passes.
 */
export class Meter extends DurableObject<Bindings> {
	#store: MeterStore;
	#hasAlarm = false;

	constructor(ctx: DurableObjectState, bindings: Bindings) {
		super(ctx, bindings);
		this.#store = new MeterStore(ctx.storage.sql);
	}

	/** Counts a send to a destination of this prefix, if it is allowed. Call this before sending. */
	reserve(request: MeteredSend): SendVerdict {
		const { destinationHash, channel, keyHash, now } = request;
		const sends = this.#store.sendsTo(destinationHash);
		const verdict = judgeSend(sends, this.#store.minutes, request);
		if (!verdict.ok) return verdict;
		const id = randomCharacters(reservationIdLength);
		this.#store.saveSends(destinationHash, withSend(sends, { id, at: now, channel, keyHash, isVerified: false }));
		this.#store.count(now, { sent: 1, verified: 0 });
		this.#planCleanUp();
		return { ok: true, reservation: { id, destinationHash, at: now }, observed: verdict.observed };
	}

	/**
	 * Gives a reservation back, and its cool-down with it. Call this when no provider was reached, or when every provider
	 * refused before sending. After an unknown outcome nothing is given back, because the message may have been sent. A
	 * second call changes nothing.
	 */
	refund({ id, destinationHash }: Reservation): void {
		const sends = this.#store.sendsTo(destinationHash);
		const given = sends.find((send) => send.id === id);
		// A verified message did leave, whatever the caller believes.
		if (!given || given.isVerified) return;
		this.#store.saveSends(
			destinationHash,
			sends.filter((send) => send !== given),
		);
		this.#store.count(given.at, { sent: -1, verified: 0 });
	}

	/** Counts a verification: the destination's newest unanswered send is now answered. */
	verified({ destinationHash, now }: { destinationHash: string; now: number }): void {
		const { sends, verified } = withVerification(this.#store.sendsTo(destinationHash), now);
		if (!verified) return;
		this.#store.saveSends(destinationHash, recentSends(sends, now));
		this.#store.count(verified.at, { sent: 0, verified: 1 });
	}

	/** Counts a request of this address, if it is allowed. The request itself counts, so nothing is given back. */
	reserveAddress({ now, limits }: { now: number; limits: AddressLimits }): AddressVerdict {
		const verdict = judgeAddress(this.#store.minutes, now, limits);
		if (!verdict.ok) return verdict;
		this.#store.count(now, { sent: 1, verified: 0 });
		this.#planCleanUp();
		return verdict;
	}

	/** Deletes everything older than a day. An empty object deletes its storage, and so ceases to exist. */
	override async alarm(): Promise<void> {
		this.#hasAlarm = false;
		if (this.#store.prune(Date.now())) return this.#setAlarm();
		await this.ctx.storage.deleteAll();
		this.#store = new MeterStore(this.ctx.storage.sql);
	}

	#planCleanUp(): void {
		if (!this.#hasAlarm) this.ctx.waitUntil(this.#setAlarm());
	}

	async #setAlarm(): Promise<void> {
		this.#hasAlarm = true;
		// An object that woke up keeps the alarm that it has. An alarm that every wake-up delays would never ring.
		if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + cleanUpMs);
	}
}
