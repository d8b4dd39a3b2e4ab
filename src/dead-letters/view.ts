// Dead letters on the wire. PURE.
import { isoOrNull } from "../web/time";
import type { DeadLetterView } from "./schema";
import type { DeadLetter } from "./service";

export const toDeadLetterView = (letter: DeadLetter): DeadLetterView => ({
	id: letter.id,
	queue: letter.queue,
	status: letter.playedBackAt === null ? "DEAD" : "PLAYED_BACK",
	messageId: letter.messageId,
	bytes: letter.bytes,
	sent: new Date(letter.sentAt).toISOString(),
	died: new Date(letter.diedAt).toISOString(),
	playedBack: isoOrNull(letter.playedBackAt),
});
