// Inline hooks on the wire.
import type { Ctx } from "../context";
import { type Links, link } from "../web/links";
import type { HookMetrics } from "./metrics";
import type { HookMetricsView, InlineHookView } from "./schema";
import type { InlineHookRow } from "./table";

export function toHookView(ctx: Ctx, row: InlineHookRow): InlineHookView {
	return {
		id: row.id,
		status: row.status,
		name: row.name,
		type: row.type,
		version: row.version,
		channel: {
			type: "HTTP",
			version: row.channelVersion,
			config: {
				uri: row.uri,
				headers: row.headers,
				method: "POST",
				authScheme: { type: "HEADER", key: row.authKey },
				// Okta's hooks have no such setting, so it is shown only where it was made.
				...(row.callWord === null ? {} : { callWord: row.callWord }),
			},
		},
		created: new Date(row.createdAt).toISOString(),
		lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
		_links: { self: { href: ctx.env.publicOrigin + hookPath(row.id) }, ...stateLinks(ctx, row) },
	};
}

export const hookPath = (id: string) => `/api/v1/inlineHooks/${id}`;

/** What Okta offers in each state. Here an inactive hook can be executed too, so that it can be tried first. */
function stateLinks(ctx: Ctx, row: InlineHookRow): Links {
	const self = hookPath(row.id);
	return row.status === "ACTIVE"
		? {
				execute: link(ctx, `${self}/execute`, "POST"),
				deactivate: link(ctx, `${self}/lifecycle/deactivate`, "POST"),
			}
		: { activate: link(ctx, `${self}/lifecycle/activate`, "POST"), delete: link(ctx, self, "DELETE") };
}

const dayMs = 24 * 60 * 60 * 1000;

export const toHookMetricsView = ({ total, days }: HookMetrics): HookMetricsView => ({
	...toCountsView(total),
	days: days.map(({ day, ...counts }) => ({
		date: new Date(day * dayMs).toISOString().slice(0, 10),
		...toCountsView(counts),
	})),
});

const toCountsView = ({ successes, failures, successDurationMs }: HookMetrics["total"]) => ({
	total: successes + failures,
	successes,
	failures,
	averageDurationMs: successes === 0 ? null : Math.round(successDurationMs / successes),
});
