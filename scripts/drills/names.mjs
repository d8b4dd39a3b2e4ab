// Drill: many events of one user at once, with the longest names that the API takes. Then the user is deleted.
import { setTimeout as sleep } from "node:timers/promises";
import { followLog } from "./log.mjs";
import { enrollUsers, verify } from "./users.mjs";
import { withWorkerd } from "./workerd.mjs";

const eventsPerUser = 120;
const arrivesWithinMs = 60_000;
const askEveryMs = 500;

/** Each is three bytes of UTF-8 in one unit of JavaScript, which is what the API counts. */
const longest = (length, character = "漢") => character.repeat(length);
const authenticatorName = longest(255);
const profileOf = (index) => ({
	login: longest(99) + index,
	firstName: longest(50),
	lastName: longest(50),
	displayName: longest(100),
});
/** Node sends the characters of a header as bytes, so these are the bytes of the text. */
const headers = { "user-agent": Buffer.from(longest(256)).toString("latin1") };

export const names = () =>
	withWorkerd(async (_server, client) => {
		const [kept, deleted] = await enrollUsers(client, { count: 2, name: authenticatorName, profileOf });
		const log = followLog(client);
		const requests = [];
		const verifyAll = async (token) => {
			for (let event = 0; event < eventsPerUser; event++)
				requests.push((await verify(client, token, { headers })).requestId);
		};
		await verifyAll(kept);
		// This user is deleted while the events wait, and the other user when they have left.
		await verifyAll(deleted);
		await remove(client, deleted);
		await log.until(() => log.missing(requests).length === 0, arrivesWithinMs);
		await remove(client, kept);
		const leftovers = await Promise.all([kept, deleted].map((token) => leftoverOf(client, token)));
		const [missing, doubled] = [log.missing(requests).length, log.doubled(requests).length];
		const full = leftovers.filter((text) => text !== "").length;
		return {
			isKept: missing === 0 && doubled === 0 && full === 0,
			figures:
				`longest names: ${missing} of ${requests.length} events missing, ${doubled} twice; ` +
				`${full} of ${leftovers.length} deleted users' guards still hold an event or a name`,
		};
	});

/** The first call deactivates the user, and the second call deletes it. */
async function remove(client, { user }) {
	for (let call = 0; call < 2; call++) await client.need("DELETE", `/api/v1/users/${user}`);
}

/** Waits until the guard holds no event and no name. Returns what it holds after a minute. */
async function leftoverOf(client, { user }) {
	const traces = [longest(5), "user.authentication", "/api/v1/"];
	for (const end = Date.now() + arrivesWithinMs; ; await sleep(askEveryMs)) {
		const held = await client.need("GET", `/drills/held/${user}`);
		const isClean = !traces.some((trace) => held.includes(trace));
		if (isClean) return "";
		if (Date.now() > end) return held;
	}
}
