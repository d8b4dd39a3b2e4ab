// Brings the guard's log events to the log: an alarm sends them to the queue, and later asks the log what arrived.
import type { Db } from "../db";
import { arrivedUuids } from "../log/arrival";
import { clearBacklog, noteBacklog } from "../log/backlog";
import { inMessages } from "../log/messages";
import { writeWorkerLog } from "../worker-log";
import { toWireEvent, type WaitingEvent } from "./outbox";
import type { GuardStore } from "./store";

/** The queue takes a second or two. Whoever asks much earlier asks in vain. */
const askAfterMs = 20_000;
const askAgainWithinMs = 10 * 60_000;

/** An event that is older than this and isn't in the log is reported. */
const stuckAfterMs = 3 * 60_000;

export class Shipper {
	readonly store: GuardStore;
	readonly #object: DurableObjectState;
	readonly #queue: Queue<unknown>;
	readonly #db: Db;
	/** Events of one user are gathered this long before they leave together. */
	readonly #gatherMs: () => number;
	/** Events that were never handed to the queue. After a restart nobody knows, so all others may have been. */
	readonly #unsent = new Set<string>();
	/** Epoch ms of the next alarm, if this instance has set it. */
	#alarmAt = Number.POSITIVE_INFINITY;

	constructor(object: DurableObjectState, queue: Queue<unknown>, db: Db, store: GuardStore, gatherMs: () => number) {
		this.#object = object;
		this.#queue = queue;
		this.#db = db;
		this.store = store;
		this.#gatherMs = gatherMs;
	}

	/** Call it with every write of events. The alarm is part of the same write, and is set once until it rings. */
	shipSoon(events: readonly WaitingEvent[]): void {
		for (const [uuid] of events) this.#unsent.add(uuid);
		const at = Date.now() + this.#gatherMs();
		if (this.#alarmAt > at) this.#setAlarm(at);
	}

	/**
	 * Call it when the alarm rings. An event leaves the guard only when the log has it: what was sent before and arrived
	 * is dropped, everything else is sent (again).
	 */
	async ship(): Promise<void> {
		this.#alarmAt = Number.POSITIVE_INFINITY;
		const { subject } = this.store;
		if (subject === null || !this.store.hasWaitingEvents()) return;
		let trouble = "the events were queued, and the log doesn't have them";
		try {
			await this.#dropArrived();
			const events = this.store.waitingEvents().map((event) => toWireEvent(event, subject, Date.now()));
			for (const message of inMessages(events)) {
				for (const { uuid } of message) this.#unsent.delete(uuid);
				await this.#queue.send(message);
			}
		} catch (error) {
			trouble = String(error);
			writeWorkerLog("error", { message: "log events could not be shipped", cause: trouble });
		}
		await this.#report(subject.id, trouble);
		if (this.store.hasWaitingEvents()) this.#setAlarm(this.#nextTryAt());
	}

	async #dropArrived(): Promise<void> {
		const sent = this.store.waitingEvents().filter(([uuid]) => !this.#unsent.has(uuid));
		if (sent.length === 0) return;
		const uuids = sent.map(([uuid]) => uuid);
		const arrived = await arrivedUuids(this.#db, uuids);
		if (arrived.size > 0) this.store.dropArrived(arrived);
	}

	/** Tells people what has been stuck for minutes, and takes it back once it has arrived. */
	async #report(userId: string, reason: string): Promise<void> {
		const { state } = this.store;
		const events = this.store.waitingEvents();
		const oldestAt = this.#oldestAt();
		const isStuck = events.length > 0 && Date.now() - oldestAt > stuckAfterMs;
		if (!isStuck && !(state.isBacklogNoted && events.length === 0)) return;
		try {
			if (isStuck) {
				await noteBacklog(this.#db, { userId, events: events.length, oldestAt, reason }, Date.now());
				state.isBacklogNoted = true;
			} else {
				await clearBacklog(this.#db, userId);
				delete state.isBacklogNoted;
			}
			this.store.saveState();
		} catch (error) {
			writeWorkerLog("error", { message: "a backlog of log events could not be noted", cause: String(error) });
		}
	}

	#oldestAt(): number {
		return Math.min(...this.store.waitingEvents().map(([, at]) => at));
	}

	/**
	 * The delay grows with the age of the oldest event, so nothing has to be stored for it. Chance spreads the alarms of
	 * guards that met the same trouble at the same moment.
	 */
	#nextTryAt(): number {
		const age = Date.now() - this.#oldestAt();
		const delay = Math.min(askAgainWithinMs, Math.max(askAfterMs, age / 2));
		return Date.now() + delay * (1 + Math.random() / 2);
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
