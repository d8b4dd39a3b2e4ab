import { describe, expect, it } from "vitest";
import { obstaclesOf } from "../../src/console/users/obstacles";
import type { FactorSummary } from "../../src/factors/overview";

const factor: FactorSummary = {
	id: "chf1",
	factorType: "token:hotp",
	provider: "CUSTOM",
	status: "ACTIVE",
	createdAt: 0,
	lastUpdatedAt: 0,
	name: "Token",
	maskedContact: null,
	isSwitchedOff: false,
};
const streak = { factorId: "chf1", failures: 20, pausedUntil: null, isClosed: false };
const well: Parameters<typeof obstaclesOf>[0] = {
	status: "ACTIVE",
	lock: { failures: 0, lockedUntil: null, inARow: [] },
	factors: [factor],
	enrollments: [],
};
const authenticator = { id: "aut1", key: "phone_number", name: "Phone" };

describe("what stands in a person's way", () => {
	it("is nothing for an active person with an active factor", () => {
		expect(obstaclesOf(well)).toEqual([]);
		expect(obstaclesOf({ ...well, status: "PROVISIONED" })).toEqual([]);
		expect(obstaclesOf({ ...well, lock: { ...well.lock, failures: 4, inARow: [streak] } })).toEqual([]);
	});

	it.each(["STAGED", "SUSPENDED", "DEPROVISIONED"] as const)("is the status %s", (status) => {
		expect(obstaclesOf({ ...well, status })).toEqual([{ kind: "status", status }]);
	});

	it("is a lock, a pause, a factor that is closed, switched off or unproven, and a policy", () => {
		const of = (change: Partial<typeof well>) => obstaclesOf({ ...well, ...change }).map(({ kind }) => kind);
		expect(of({ lock: { failures: 5, lockedUntil: 9, inARow: [] } })).toEqual(["locked"]);
		expect(of({ lock: { ...well.lock, inARow: [{ ...streak, pausedUntil: 9 }] } })).toEqual(["paused"]);
		expect(of({ lock: { ...well.lock, inARow: [{ ...streak, pausedUntil: 9, isClosed: true }] } })).toEqual(["closed"]);
		expect(of({ factors: [{ ...factor, isSwitchedOff: true }] })).toEqual(["switched-off"]);
		expect(of({ factors: [{ ...factor, status: "PENDING_ACTIVATION" }] })).toEqual(["pending", "nothing"]);
		expect(of({ factors: [] })).toEqual(["nothing"]);
		const asked = { authenticator, enroll: { self: "REQUIRED" as const } };
		expect(of({ enrollments: [{ ...asked, enrolled: false }] })).toEqual(["required"]);
		expect(of({ enrollments: [{ ...asked, enrolled: true }] })).toEqual([]);
		expect(of({ enrollments: [{ ...asked, enroll: { self: "OPTIONAL" }, enrolled: false }] })).toEqual([]);
	});
});
