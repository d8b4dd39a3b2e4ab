// The Worker of the measurement of the console's log: the product, and beside it what fills the log and reads it bare.
import { createCtx, livePlatform } from "../src/context";
import type { Bindings } from "../src/env";
import worker from "../src/index";
import { signIn } from "./session";

export * from "../src/index";

/** Events of a week. Every twentieth is a lockout, and the actors are ten thousand. */
const fill = `INSERT OR IGNORE INTO log_events
	WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1 + ?2)
	SELECT NULL, 'bench-' || i, ?3 + CAST(i AS INTEGER) * 600,
		iif(i % 20 = 0, 'user.account.lock', 'user.authentication.auth_via_mfa'),
		json_set(?4, '$.uuid', 'bench-' || i, '$.published', strftime('%Y-%m-%dT%H:%M:%fZ', (?3 + i * 600) / 1000.0, 'unixepoch'),
			'$.eventType', iif(i % 20 = 0, 'user.account.lock', 'user.authentication.auth_via_mfa'),
			'$.actor.id', printf('00u%017d', i % 10000))
	FROM n`;

const bare = "SELECT seq, published, event FROM log_events WHERE published < ? ORDER BY published DESC LIMIT 51";

export default {
	async fetch(request: Request, bindings: Bindings, execution: ExecutionContext): Promise<Response> {
		const { pathname, searchParams } = new URL(request.url);
		const ctx = createCtx(bindings, livePlatform, () => {});
		const number = (name: string) => Number(searchParams.get(name));
		switch (pathname) {
			case "/bench/fill": {
				const sample = await request.text();
				await bindings.DB.prepare(fill).bind(number("from"), number("count"), number("since"), sample).run();
				return new Response();
			}
			case "/bench/bare": {
				const { results } = await bindings.DB.prepare(bare).bind(number("before")).all();
				return Response.json(results.length);
			}
			case "/bench/sign-in":
				return new Response(await signIn(ctx, "READ_ONLY"));
			default:
				return worker.fetch(request, bindings, execution);
		}
	},
} satisfies ExportedHandler<Bindings>;
