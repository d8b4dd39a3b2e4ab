// Makes D1 refuse a kind of write, as a locked database does, until it accepts all again.
import { env } from "cloudflare:test";

/**
 * D1 refuses these writes from now on.
 * @param what such as `INSERT ON log_events`
 * @param condition on the row, such as `NEW.uuid = 'x'`; all rows when left out
 */
export async function refuse(what: string, condition = "true"): Promise<void> {
	await env.DB.exec(`CREATE TRIGGER refused BEFORE ${what} WHEN ${condition} BEGIN SELECT RAISE(ABORT, 'locked'); END`);
}

export async function acceptAll(): Promise<void> {
	await env.DB.exec("DROP TRIGGER IF EXISTS refused");
}
