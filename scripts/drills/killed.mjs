// Drill: the local server is killed at many moments after a verification, and is started again on its data.
import { setTimeout as sleep } from "node:timers/promises";
import { connectTo } from "./client.mjs";
import { killWhole, withHome } from "./local.mjs";
import { followLog } from "./log.mjs";
import { enrollUsers, verify } from "./users.mjs";

/** Seconds from a verification to the end. They are closest where events move from guards to the log. */
const moments = [10, 9, 8, 7, 6.3, 6, 5.8, 5.6, 5.4, 5.2, 5.1, 5, 4.8, 4.6, 4, 3, 2, 1, 0.5, 0];
const usersPerMoment = 5;
const arrivesWithinMs = 60_000;
/** A busy machine may break a connection, and what wasn't acknowledged can't be missing. */
const leastAcknowledged = 0.9 * 2 * moments.length * usersPerMoment;

const ends = {
	SIGKILL: killWhole,
	SIGTERM: (server) => server.stop(),
};

export async function killed() {
	const all = await Promise.all(Object.entries(ends).map(([signal, end]) => killedBy(signal, end)));
	const lost = all.flatMap(({ missing }) => missing);
	const acknowledged = all.reduce((sum, { requests }) => sum + requests.length, 0);
	const when = lost.length > 0 ? ` (${lost.join(", ")})` : "";
	return {
		isKept: acknowledged >= leastAcknowledged && lost.length === 0,
		figures: `${lost.length} of ${acknowledged} acknowledged events missing after SIGKILL and SIGTERM at ${moments.length} moments${when}`,
	};
}

/** @returns the acknowledged requests, and the signal and seconds of each whose event is missing */
function killedBy(signal, end) {
	return withHome(async ({ start }) => {
		const first = await start();
		const client = connectTo(first);
		const tokens = await enrollUsers(client, { count: moments.length * usersPerMoment });
		const endsAt = Date.now() + 1000 * moments[0] + 500;
		/** Request id → how many seconds before the end its answer came. */
		const answeredAt = new Map();
		await Promise.all(
			tokens.map(async (token, index) => {
				await sleep(endsAt - 1000 * moments[index % moments.length] - Date.now());
				const { status, requestId } = await verify(client, token).catch(() => ({}));
				if (status === 200) answeredAt.set(requestId, Date.now());
			}),
		);
		const endedAt = Date.now();
		await end(first);
		client.close();

		const again = connectTo(await start());
		const log = followLog(again);
		const requests = [...answeredAt.keys()];
		await log.until(() => log.missing(requests).length === 0, arrivesWithinMs);
		again.close();
		const missing = log
			.missing(requests)
			.map((id) => `${signal} ${((endedAt - answeredAt.get(id)) / 1000).toFixed(1)} s`);
		return { requests, missing };
	});
}
