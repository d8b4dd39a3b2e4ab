// Brings the guard's log events to the log: an alarm sends them to the queue, and later asks the log what arrived.
import type { Db } from "../db";
import { arrivedUuids } from "../log/arrival";
import { clearBacklog, noteBacklog } from "../log/backlog";
import { inMessages } from "../log/messages";
import { causeOf, writeWorkerLog } from "../worker-log";
import { toWireEvent, type WaitingEvent } from "./outbox";
import type { GuardStore } from "./store";
import type { Subject } from "./types";

/** The queue takes a second or two. Whoever asks much earlier asks in vain. */
const askAfterMs = 20_000;
const askAgainWithinMs = 10 * 60_000;
const spreadMs = 10_000;

/**
 * A guard that had several events to send gathers the next ones for longer, so that a busy guard rings less often.
 * Each alarm costs a message and a query, and a thousand busy guards would do little else.
 */
const longestGathering = 3;

/** When an alarm rings, in times of gathering. */
const shortestWait = 0.8;
const longestWait = 1.6;

/** An event that is older than this and isn't in the log is reported. */
const stuckAfterMs = 3 * 60_000;

export class Shipper {
	readonly store: GuardStore;
	readonly #object: DurableObjectState;
	readonly #queue: Queue<unknown>;
	readonly #db: Db;
	/** Events of one user are gathered this long before they leave together. */
	readonly #gatherMs: () => number;
	/** Events that were never handed to the queue. */
	readonly #unsent = new Set<string>();
	/** When to ask the log about an event, epoch ms. After a restart nobody knows what was sent, so it asks at once. */
	readonly #askAt = new Map<string, number>();
	/** How many events the last alarm sent for the first time. */
	#lastSent = 0;
	/** Epoch ms of the next alarm, if this instance has set it. */
	#alarmAt = Number.POSITIVE_INFINITY;

	constructor(object: DurableObjectState, queue: Queue<unknown>, db: Db, store: GuardStore, gatherMs: () => number) {
		this.#object = object;
		this.#queue = queue;
		this.#db = db;
		this.store = store;
		this.#gatherMs = gatherMs;
	}

	/**
	 * Call it with every write of events. The alarm is part of the same write, and is set once until it rings. Chance
	 * spreads guards that were asked at the same moment: a thousand alarms at once would keep everybody waiting.
	 */
	shipSoon(events: readonly WaitingEvent[]): void {
		for (const [uuid] of events) this.#unsent.add(uuid);
		const gatherMs = this.#gatherMs() * Math.min(longestGathering, Math.max(1, this.#lastSent));
		const latest = Date.now() + longestWait * gatherMs;
		if (this.#alarmAt > latest) this.#setAlarm(latest - Math.random() * (longestWait - shortestWait) * gatherMs);
	}

	/**
	 * Call it when the alarm rings. An event leaves the guard only when the log has it: some time after it was sent, the
	 * log is asked, and what hasn't arrived is sent again.
	 */
	async ship(): Promise<void> {
		this.#alarmAt = Number.POSITIVE_INFINITY;
		const { subject } = this.store;
		// Read once: parsing all pages is most of the work. What comes meanwhile has an alarm of its own.
		let waiting = this.store.waitingEvents();
		if (subject === null || waiting.length === 0) return;
		let trouble = "the events were queued, and the log doesn't have them";
		try {
			const unsent = waiting.filter(([uuid]) => this.#unsent.has(uuid));
			this.#lastSent = unsent.length;
			await this.#send(subject, unsent);
			const due = waiting.filter(([uuid]) => this.#isDue(uuid));
			const arrived = await this.#dropArrived(due);
			waiting = waiting.filter(([uuid]) => !arrived.has(uuid));
			await this.#send(
				subject,
				due.filter(([uuid]) => !arrived.has(uuid)),
			);
		} catch (error) {
			trouble = causeOf(error);
			writeWorkerLog("error", { message: "log events could not be shipped", cause: trouble });
		}
		await this.#report(subject.id, waiting, trouble);
		if (waiting.length > 0) this.#ringBy(this.#nextAlarmAt(waiting));
	}

	async #send(subject: Subject, events: readonly WaitingEvent[]): Promise<void> {
		const now = Date.now();
		const happenedAt = new Map(events.map(([uuid, at]) => [uuid, at]));
		for (const message of inMessages(events.map((event) => toWireEvent(event, subject, now)))) {
			for (const { uuid } of message) {
				this.#unsent.delete(uuid);
				this.#askLater(uuid, happenedAt.get(uuid) ?? now);
			}
			await this.#queue.send(message);
		}
	}

	/** Whether it was sent so long ago that the log should have it. */
	#isDue(uuid: string): boolean {
		return !this.#unsent.has(uuid) && (this.#askAt.get(uuid) ?? 0) <= Date.now();
	}

	/** Asks the log about these events, and drops those that it has. Returns what it dropped. */
	async #dropArrived(due: readonly WaitingEvent[]): Promise<ReadonlySet<string>> {
		if (due.length === 0) return new Set();
		for (const [uuid, at] of due) this.#askLater(uuid, at);
		const arrived = await arrivedUuids(
			this.#db,
			due.map(([uuid]) => uuid),
		);
		if (arrived.size > 0) this.store.dropArrived(arrived);
		for (const uuid of arrived) this.#askAt.delete(uuid);
		return arrived;
	}

	/** The delay grows with the age of the event, so nothing has to be stored for it. */
	#askLater(uuid: string, happenedAt: number): void {
		const now = Date.now();
		this.#askAt.set(uuid, now + Math.min(askAgainWithinMs, Math.max(askAfterMs, (now - happenedAt) / 2)));
	}

	/** Tells people what has been stuck for minutes, and takes it back once it has arrived. */
	async #report(userId: string, waiting: readonly WaitingEvent[], reason: string): Promise<void> {
		const { state } = this.store;
		const oldestAt = waiting[0]?.[1] ?? Number.POSITIVE_INFINITY;
		const isStuck = Date.now() - oldestAt > stuckAfterMs;
		if (!isStuck && !(state.isBacklogNoted && waiting.length === 0)) return;
		try {
			if (isStuck) {
				await noteBacklog(this.#db, { userId, events: waiting.length, oldestAt, reason }, Date.now());
				state.isBacklogNoted = true;
			} else {
				await clearBacklog(this.#db, userId);
				delete state.isBacklogNoted;
			}
			this.store.saveState();
		} catch (error) {
			writeWorkerLog("error", { message: "a backlog of log events could not be noted", cause: causeOf(error) });
		}
	}

	/** Chance spreads the alarms of guards that met the same trouble at the same moment. */
	#nextAlarmAt(waiting: readonly WaitingEvent[]): number {
		const now = Date.now();
		const wanted = waiting.map(([uuid]) => this.#askAt.get(uuid) ?? now + askAfterMs);
		return Math.max(now + this.#gatherMs(), Math.min(...wanted)) + Math.random() * spreadMs;
	}

	/** An earlier alarm stays. */
	#ringBy(at: number): void {
		if (this.#alarmAt > at) this.#setAlarm(at);
	}

	#setAlarm(at: number): void {
		this.#alarmAt = at;
		const setting = this.#object.storage.setAlarm(at).catch((error: unknown) => {
			this.#alarmAt = Number.POSITIVE_INFINITY;
			throw error;
		});
		this.#object.waitUntil(setting);
	}
}
