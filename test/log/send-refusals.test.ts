import { env } from "cloudflare:test";
import { expect, it } from "vitest";
import { countSendRefusals, listSendRefusals } from "../../src/log/send-refusals";
import { ingestEvents } from "../../src/log/write";
import { isSlow, plansOf } from "../support/plans";
import { createWorld } from "../support/world";
import { makeEvent } from "./events";

const sms = "system.sms.send_factor_verify_message";

it("has refused messages alone, the newest first, with those that have no event of their own", async () => {
	const world = await createWorld();
	await env.DB.prepare("DELETE FROM log_events").run();
	const event = (reason: string | null, minutesAgo: number, refusedMeanwhile?: string) =>
		makeEvent({
			eventType: sms,
			outcome: { result: reason === null ? "SUCCESS" : "DENY", reason },
			published: world.clock.now - minutesAgo * 60_000,
			debugData: refusedMeanwhile === undefined ? {} : { refusedMeanwhile },
		} as Parameters<typeof makeEvent>[0]);
	await ingestEvents(world.ctx.db, [
		event("SEND_LIMIT_HOURLY", 3, "41"),
		event("SEND_LIMIT_HOURLY", 1),
		event("SEND_LIMIT_COUNTRY", 2),
		event("SEND_LIMIT_COUNTRY", 90),
		event(null, 0),
		event("UNDELIVERED", 0),
	]);
	const reasons = (await listSendRefusals(world.ctx, 3)).map(({ outcome }) => outcome.reason);
	expect(reasons).toEqual(["SEND_LIMIT_HOURLY", "SEND_LIMIT_COUNTRY", "SEND_LIMIT_HOURLY"]);
	const counted = await countSendRefusals(world.ctx, world.clock.now - 3_600_000);
	expect(counted).toEqual([
		{ reason: "SEND_LIMIT_HOURLY", refused: 43 },
		{ reason: "SEND_LIMIT_COUNTRY", refused: 1 },
	]);
});

it("is read by its index", async () => {
	const list = await plansOf(({ ctx }) => listSendRefusals(ctx, 9));
	expect(list.filter(isSlow), list.join("\n")).toEqual([]);
	const count = await plansOf(({ ctx }) => countSendRefusals(ctx, 5));
	for (const plan of [list, count]) expect(plan.join("\n")).toContain("log_events_send_refusals");
});
