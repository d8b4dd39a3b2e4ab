// A request that came a second time while the first one is under way: it waits for what becomes of that.
import { ApiError } from "../errors";

/** The first one answers within 2.5 s, or has failed; Okta itself waits for 3. */
const lookEveryMs = 100;
const looks = 27;

/** Looks until there is something to see; null when nothing came in time. */
export async function awaitFirst<T>(look: () => Promise<T | null>): Promise<T | null> {
	for (let count = 0; count < looks; count++) {
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
