// Cuts a list of events by the bytes of their JSON: into messages of the queue, and into what a statement carries.
import { utf8 } from "../crypto/bytes";
import type { LogEvent } from "./event";

/** The queue takes 128,000 bytes a message, and adds something of its own. */
const bytesOfAMessage = 96_000;

/** Returns the events as messages for the queue: in their order, and at least one event in each message. */
export const inMessages = (events: readonly LogEvent[]): LogEvent[][] =>
	inParts(events, { bytes: bytesOfAMessage, events: Number.POSITIVE_INFINITY });

/** Each part has at least one event. A part with more events than one has neither more events nor more bytes. */
export function inParts(events: readonly LogEvent[], most: { bytes: number; events: number }): LogEvent[][] {
	const parts: LogEvent[][] = [];
	let bytes = 0;
	for (const event of events) {
		// With the comma behind it. One bracket stands before all events, and the other one instead of the last comma.
		const size = utf8(JSON.stringify(event)).length + 1;
		const part = parts.at(-1);
		if (part && bytes + size <= most.bytes && part.length < most.events) {
			part.push(event);
			bytes += size;
		} else {
			parts.push([event]);
			bytes = 1 + size;
		}
	}
	return parts;
}
