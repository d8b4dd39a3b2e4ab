// The Worker of bench/people.mjs: the product, a way to fill it with people, and a bare read of as many rows.
import { searchPeople } from "../src/groups/search";
import { userStatuses } from "../src/users/schema";
import { ctxOf, listApp, withProduct } from "./list-worker";

export * from "../src/index";

const pageSize = 50;

const app = listApp();

/** Makes the users of these numbers, all of them in the group. Every twentieth is an Anna, every tenth is suspended. */
app.post("/bench/people/:groupId/:from/:to", async (c) => {
	const { groupId, from, to } = c.req.param();
	const numbers = "WITH RECURSIVE numbers (n) AS (SELECT ?1 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ?2)";
	await c.env.DB.batch([
		c.env.DB.prepare(
			`${numbers} INSERT INTO users
				(id, login, login_key, status, first_name, last_name, created_at, last_updated_at)
			SELECT printf('00ulist%013d', n), printf('person-%06d@example.com', n), printf('person-%06d@example.com', n),
				iif(n % 10 = 0, 'SUSPENDED', 'ACTIVE'), iif(n % 20 = 1, 'Anna', printf('Name %d', n % 500)),
				printf('Family %d', n % 9000), 0, 0 FROM numbers`,
		).bind(Number(from), Number(to)),
		c.env.DB.prepare(`${numbers} INSERT INTO group_members (group_id, user_id)
			SELECT ?3, printf('00ulist%013d', n) FROM numbers`).bind(Number(from), Number(to), groupId),
	]);
	return c.json({});
});

/** What the list of users shows, as the list reads it. */
app.get("/bench/list", async (c) => {
	const { q, status, group: groupId, after } = c.req.query();
	const known = userStatuses.find((one) => one === status);
	return c.json(await searchPeople(ctxOf(c), { q, status: known, groupId, after, limit: pageSize }));
});

/** As many rows with the same columns, in the order of an index, and nothing else. */
app.get("/bench/bare", async (c) => {
	const { results } = await c.env.DB.prepare(
		`SELECT id, login, status, first_name, last_name, display_name, created_at FROM users
			WHERE login_key > ? ORDER BY login_key LIMIT ?`,
	)
		.bind(c.req.query("after") ?? "", pageSize + 1)
		.all();
	return c.json({ items: results });
});

export default withProduct(app);
