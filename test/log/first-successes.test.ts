import { expect, it } from "vitest";
import { firstSuccesses } from "../../src/log/first-successes";
import { ingestEvents } from "../../src/log/write";
import { plansOf } from "../support/plans";
import { createWorld, unique } from "../support/world";
import { makeEvent } from "./events";

it("the first success of a factor is its user's first one since then", async () => {
	const { ctx } = await createWorld();
	const [user, factor, other] = [unique("user"), unique("factor"), unique("factor")];
	const event = (published: number, result: "SUCCESS" | "FAILURE", factorId = factor, userId = user) =>
		makeEvent({
			published,
			outcome: { result },
			target: [
				{ id: userId, type: "User" },
				{ id: factorId, type: "AuthenticatorEnrollment" },
			],
		});
	await ingestEvents(ctx.db, [
		event(1_000, "SUCCESS"),
		event(2_000, "FAILURE"),
		event(3_000, "SUCCESS", other),
		event(4_000, "SUCCESS"),
		event(5_000, "SUCCESS"),
		event(2_500, "SUCCESS", factor, unique("user")),
	]);
	expect(await firstSuccesses(ctx, [user], [factor], 1_500)).toEqual(new Map([[factor, 4_000]]));
});

it("the log is asked for events of these users alone", async () => {
	const lines = await plansOf(({ ctx }) => firstSuccesses(ctx, ["00uNobody00000000000"], ["ostNobody00000000000"], 0));
	const reads = lines.filter((line) => line.includes("log_events"));
	expect(reads).toEqual([expect.stringMatching(/USING INDEX log_events_target \(<expr>=\? AND published>\?\)/)]);
});
