// People for the tests of users and groups.
import { unique, type World } from "../support/world";

/** A user with a login of its own; ACTIVE unless `query` says otherwise. */
// biome-ignore lint/suspicious/noExplicitAny: the answer is looked into by tests
export async function newUser(world: World, profile: object = {}, query = ""): Promise<any> {
	const login = `${unique("ana")}@example.com`;
	const created = await world.call("POST", `/api/v1/users${query}`, {
		profile: { login, firstName: "Ana", lastName: "Lima", ...profile },
		credentials: { password: { value: "not kept anywhere" } },
	});
	if (created.status !== 200) throw new Error(JSON.stringify(created.body));
	return created.body;
}

/** How many log events of a type name this target. */
export async function countEvents(world: World, eventType: string, targetId: string): Promise<number> {
	const row = await world.ctx.env.bindings.DB.prepare(
		`SELECT count(*) AS events FROM log_events, json_each(event, '$.target') AS target
			WHERE event_type = ? AND target.value ->> 'id' = ?`,
	)
		.bind(eventType, targetId)
		.first<{ events: number }>();
	return row?.events ?? 0;
}

/** Follows the next links from a path to the end; every page's items in order. */
// biome-ignore lint/suspicious/noExplicitAny: items of any shape
export async function walkPages(world: World, path: string): Promise<any[]> {
	const items = [];
	for (let next: string | undefined = path; next !== undefined; ) {
		const page = await world.call("GET", next);
		if (page.status !== 200) throw new Error(JSON.stringify(page.body));
		items.push(...page.body);
		const url = /<([^>]+)>; rel="next"/.exec(page.headers.get("link") ?? "")?.[1];
		next = url?.slice("https://otp.test".length);
	}
	return items;
}
