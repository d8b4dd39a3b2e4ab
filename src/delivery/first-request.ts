// A repeated request waits here for the result of the first one, which is still under way.
import { ApiError } from "../errors";
import { Aborted, untilAborted } from "../net/until-aborted";

const lookEveryMs = 100;

/**
 * Looks again and again until a look finds something. Returns null when the time is up, also in the middle of a look.
 * Throws what a look throws.
 */
export async function awaitFirst<T>(look: () => Promise<T | null>, withinMs: number): Promise<T | null> {
	const deadline = AbortSignal.timeout(Math.max(0, withinMs));
	try {
		return await untilAborted(lookUntil(look, deadline), deadline);
	} catch (error) {
		if (error instanceof Aborted) return null;
		throw error;
	}
}

async function lookUntil<T>(look: () => Promise<T | null>, deadline: AbortSignal): Promise<T | null> {
	while (!deadline.aborted) {
		const seen = await look();
		if (seen !== null) return seen;
		await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
	}
	return null;
}

/** 409 E0000195: the repeated request got no result in time. */
export class FirstUnderWay extends ApiError {
	constructor() {
		super("E0000195", {
			subject: "Idempotency-Key",
			causes: [{ field: "Idempotency-Key", reason: "first-request-under-way" }],
		});
	}
}
