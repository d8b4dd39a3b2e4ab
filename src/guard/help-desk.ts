// What unlocks by the help desk cost: guesses and unlocks in turns must not go on for ever. PURE.
import type { Refusal } from "./types";

/** What happened in the hour after the help desk unlocked a user. */
export interface HelpDeskHour {
	/** Id of the request and epoch ms of each unlock, oldest first. */
	unlocks: readonly (readonly [id: string, at: number])[];
	/** Epoch ms of the failures since the first of these unlocks. */
	failures: readonly number[];
}

const hourMs = 3_600_000;
const unlocksPerHour = 3;

/** Of a user whom the help desk has unlocked, so many failures are judged in the hour after it. */
const failuresPerHour = 20;

/** What still counts; undefined if no unlock is less than an hour old. */
export function recentHour(hour: HelpDeskHour | undefined, now: number): HelpDeskHour | undefined {
	const unlocks = hour?.unlocks.filter(([, at]) => at > now - hourMs) ?? [];
	const first = unlocks[0]?.[1];
	if (!hour || first === undefined) return undefined;
	return { unlocks, failures: hour.failures.filter((at) => at >= first) };
}

/** Refuses attempts of a user whose hour is used up. */
export function hourRefusal(hour: HelpDeskHour | undefined, now: number): Refusal | null {
	const recent = recentHour(hour, now);
	if (!recent || recent.failures.length < failuresPerHour) return null;
	return { result: "locked", retryAfterSeconds: secondsLeft(recent, now) };
}

/** After how many seconds the help desk may unlock again; null: now. A repeated request is no second unlock. */
export function unlockRefusal(hour: HelpDeskHour | undefined, id: string, now: number): number | null {
	const recent = recentHour(hour, now);
	if (!recent || recent.unlocks.length < unlocksPerHour || wasUnlock(recent, id)) return null;
	return secondsLeft(recent, now);
}

/** Whether the request has unlocked before, and its answer got lost. */
export const wasUnlock = (hour: HelpDeskHour | undefined, id: string): boolean =>
	hour?.unlocks.some((unlock) => unlock[0] === id) ?? false;

export function withUnlock(hour: HelpDeskHour | undefined, id: string, now: number): HelpDeskHour {
	const { unlocks = [], failures = [] } = recentHour(hour, now) ?? {};
	return wasUnlock(hour, id) ? { unlocks, failures } : { unlocks: [...unlocks, [id, now]], failures };
}

/** Undefined for a user whom nobody unlocked in the last hour. */
export function withJudgedFailure(hour: HelpDeskHour | undefined, now: number): HelpDeskHour | undefined {
	const recent = recentHour(hour, now);
	return recent && { ...recent, failures: [...recent.failures, now] };
}

/** Until the first unlock is an hour old. */
const secondsLeft = ({ unlocks }: HelpDeskHour, now: number): number =>
	Math.ceil(((unlocks[0]?.[1] ?? now) + hourMs - now) / 1000);
