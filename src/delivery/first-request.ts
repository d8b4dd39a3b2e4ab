// A request that came a second time while the first one is under way: it waits for what becomes of that.
import { ApiError } from "../errors";
import { Aborted, untilAborted } from "../net/until-aborted";

const lookEveryMs = 100;

/**
 * Looks until there is something to see; null when nothing came in time, also when a look itself takes too long. Fails
 * as a look does.
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

/** What it is told when nothing came in time: 409 E0000195. */
export class FirstUnderWay extends ApiError {
	constructor() {
		super("E0000195", {
			detail: "Idempotency-Key",
			causes: ["Idempotency-Key: The first request with this key is still being worked on."],
		});
	}
}
