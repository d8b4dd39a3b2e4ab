// What became of an answer that isn't right: it was wrong, with some tries left, or nobody's answers are judged now.
import { ApiError } from "../errors";
import { Finding } from "../web/page";
import type { HostedWords } from "./words/en";

/** How many answers are judged before a pause. At 0, how long the pause still is. */
export interface Tries {
	left: number;
	pauseMs: number;
}

/** An answer that was judged, and isn't right. */
export class Wrong extends Finding {
	override readonly status = 400;
	/** Null: nobody can say it of this browser. */
	readonly tries: Tries | null;

	constructor(tries: Tries | null) {
		super();
		this.tries = tries;
	}
}

/** Nobody's answers are judged for a while, or until an administrator helps. */
export class Locked extends Finding {
	override readonly status = 429;
	readonly seconds: number | null;

	constructor(seconds: number | null) {
		super();
		this.seconds = seconds;
	}
}

/** Null: the error is about something else. */
export function lockedIn(error: unknown): Locked | null {
	if (!(error instanceof ApiError)) return null;
	const reasons = error.causes.map(({ reason }) => reason);
	if (reasons.includes("too-many-in-a-row")) return new Locked(null);
	return reasons.includes("locked") ? new Locked(Number(error.headers["Retry-After"])) : null;
}

/** @param said what the type says of a wrong answer */
export function wrongText({ code, locked }: HostedWords, said: string, tries: Tries | null): string {
	if (tries === null) return said;
	return code.wrong(
		said,
		tries.left > 0 ? code.triesLeft(tries.left) : locked.forNow(Math.ceil(tries.pauseMs / 60_000)),
	);
}
