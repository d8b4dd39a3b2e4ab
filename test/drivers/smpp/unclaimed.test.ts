// How long receipts are asked for again whose ids nobody knows.
import { expect, it } from "vitest";
import { UnclaimedReceipts } from "../../../src/drivers/smpp/unclaimed";

it("asks for a receipt again until every answer of its time must have come", () => {
	const unclaimed = new UnclaimedReceipts();
	expect([0, 1_000, 19_999, 20_000, 60_000].map((now) => unclaimed.mayBeClaimed("a", now))).toEqual([
		true,
		true,
		true,
		false,
		false,
	]);
	expect(unclaimed.mayBeClaimed("b", 60_000)).toBe(true);
});

it("forgets a receipt after an hour", () => {
	const unclaimed = new UnclaimedReceipts();
	unclaimed.mayBeClaimed("a", 0);
	unclaimed.forgetOld(3_599_999);
	expect(unclaimed.mayBeClaimed("a", 3_599_999)).toBe(false);
	unclaimed.forgetOld(3_600_000);
	expect(unclaimed.mayBeClaimed("a", 3_600_000)).toBe(true);
});
