import { describe, expect, it } from "vitest";
import { bestFirst, predecessors } from "../../../src/delivery/records/status";
import { deliveryStatuses } from "../../../src/messages/message";

describe("the order of statuses", () => {
	it("lets no status follow `delivered`, and `unknown` follow no status", () => {
		for (const status of deliveryStatuses) expect(predecessors[status]).not.toContain("delivered");
		expect(predecessors.unknown).toEqual([]);
	});

	it("never lets two statuses follow each other both ways", () => {
		for (const one of deliveryStatuses) {
			expect(predecessors[one]).not.toContain(one);
			for (const other of predecessors[one]) expect(predecessors[other]).not.toContain(one);
		}
	});

	it("ranks every status once", () => {
		expect([...bestFirst].sort()).toEqual([...deliveryStatuses].sort());
	});
});
