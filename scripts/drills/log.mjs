// Reads the System Log as a poller does, and keeps which request made which events.
import { setTimeout as sleep } from "node:timers/promises";

const pageSize = 1_000;
const askEveryMs = 500;

/** The event of each attempt that a guard has judged. */
const judged = "user.authentication.auth_via_mfa";

/**
 * Follows the log from its beginning.
 * @param client from `connectTo`
 * @returns `missing(requests)`: those without the event of a judged attempt · `doubled(requests)`: those with several ·
 *   `until(isEnough, withinMs)`: reads until it is enough, or the time is over
 */
export function followLog({ ask }) {
	/** Request id → how many attempts its events tell of. */
	const counts = new Map();
	let next = `/api/v1/logs?limit=${pageSize}`;

	async function read() {
		for (;;) {
			const { status, headers, body } = await ask("GET", next);
			// A server in trouble is asked again.
			if (status !== 200) return;
			for (const { eventType, transaction } of body) {
				if (eventType === judged) counts.set(transaction.id, (counts.get(transaction.id) ?? 0) + 1);
			}
			const link = /<([^>]+)>; rel="next"/.exec(String(headers.link));
			const { pathname, search } = new URL(link[1]);
			next = pathname + search;
			if (body.length < pageSize) return;
		}
	}

	return {
		missing: (requests) => requests.filter((id) => !counts.has(id)),
		doubled: (requests) => requests.filter((id) => counts.get(id) > 1),
		async until(isEnough, withinMs) {
			for (const end = Date.now() + withinMs; ; await sleep(askEveryMs)) {
				await read().catch(() => {});
				if (isEnough() || Date.now() > end) return;
			}
		},
	};
}
