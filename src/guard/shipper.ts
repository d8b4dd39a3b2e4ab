// Sends the guard's log events to the queue: by the object's alarm, some seconds after the verdict, all together.
import { writeWorkerLog } from "../worker-log";
import { toWireEvent } from "./outbox";
import type { GuardStore } from "./store";

const eventsPerMessage = 50;
const shipAgainAfterMs = 30_000;

export class Shipper {
	readonly #object: DurableObjectState;
	readonly #queue: Queue<unknown>;
	readonly #store: GuardStore;
	/** Events of one user are gathered this long before they leave together. */
	readonly #gatherMs: () => number;
	#hasAlarm = false;

	constructor(object: DurableObjectState, queue: Queue<unknown>, store: GuardStore, gatherMs: () => number) {
		this.#object = object;
		this.#queue = queue;
		this.#store = store;
		this.#gatherMs = gatherMs;
	}

	/** Call it with every write of an event. The alarm is part of the same write, and is set once until it rings. */
	shipSoon(): void {
		if (!this.#hasAlarm) this.#setAlarm(this.#gatherMs());
	}

	/** Call it when the alarm rings. Ships all waiting events. What the queue doesn't take stays for the next try. */
	async ship(): Promise<void> {
		this.#hasAlarm = false;
		const { events, pages } = this.#store.waitingEvents();
		const { subject } = this.#store;
		if (subject === null || events.length === 0) return;
		try {
			const wire = events.map((event) => toWireEvent(event, subject, Date.now()));
			for (let start = 0; start < wire.length; start += eventsPerMessage) {
				await this.#queue.send(wire.slice(start, start + eventsPerMessage));
			}
		} catch (error) {
			writeWorkerLog("error", { message: "log events could not be queued", cause: String(error) });
			return this.#setAlarm(shipAgainAfterMs);
		}
		this.#store.dropShipped(new Set(events.map(([uuid]) => uuid)), pages);
		if (this.#store.hasWaitingEvents()) this.shipSoon();
	}

	#setAlarm(delayMs: number): void {
		this.#hasAlarm = true;
		this.#object.waitUntil(this.#object.storage.setAlarm(Date.now() + delayMs));
	}
}
