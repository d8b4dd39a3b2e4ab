// Whether a signed time is close enough to ours, so that an old callback can't be played again.

/** Five minutes, as Standard Webhooks, Telnyx and Slack prescribe; used where a provider names no other span. */
const toleranceSeconds = 5 * 60;

/** @param seconds Unix time as it was signed; null or anything but digits is never recent */
export function isRecent(seconds: string | null, nowMs: number): boolean {
	if (seconds === null || !/^\d{1,12}$/.test(seconds)) return false;
	return Math.abs(nowMs / 1000 - Number(seconds)) <= toleranceSeconds;
}
