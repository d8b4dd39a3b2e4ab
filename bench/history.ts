// Fills D1 with recorded decisions: as many for each user, so that only the size of the table differs.
import { Hono } from "hono";
import type { Bindings } from "../src/env";

/** Users, who are made if they aren't there, and how many decisions each of them gets. */
interface Filling {
	users: string[];
	perUser: number;
}

export const historyRoutes = new Hono<{ Bindings: Bindings }>();
historyRoutes.post("/bench/history", async (c) => {
	const { users, perUser } = await c.req.json<Filling>();
	const people = JSON.stringify(users);
	await c.env.DB.batch([
		c.env.DB.prepare(
			`INSERT OR IGNORE INTO users (id, login, login_key, status, created_at, last_updated_at)
			SELECT value, value, value, 'ACTIVE', 0, 0 FROM json_each(?1)`,
		).bind(people),
		c.env.DB.prepare(
			`WITH RECURSIVE turns (turn) AS (SELECT 0 UNION ALL SELECT turn + 1 FROM turns WHERE turn + 1 < ?2)
			INSERT INTO decisions
				(id, decided_at, checkpoint, action, score, user_id, device, ip_address, latitude, longitude, revision, facts,
					asked)
			SELECT value || turn, unixepoch() * 1000 - turn * 200000000, 'POST_AUTHENTICATION',
				iif(turn % 3 = 0, 'ALLOW', 'CHALLENGE'), 500, value, value || turn % 2, value, 35, 139, 1, '{}', '[]'
			FROM json_each(?1), turns WHERE turn < ?2`,
		).bind(people, perUser),
	]);
	return c.json(await c.env.DB.prepare("SELECT count(*) AS decisions FROM decisions").first());
});
