// Why a person can't be verified at the moment, as far as it is known. PURE.
import type { FactorSummary } from "../../factors/overview";
import type { UserEnrollmentView } from "../../factors/schema";
import type { LockStatus } from "../../guard/types";
import type { UserStatus } from "../../users/schema";

type Authenticator = UserEnrollmentView["authenticator"];

export type Obstacle =
	| { kind: "status"; status: "STAGED" | "SUSPENDED" | "DEPROVISIONED" }
	| { kind: "locked"; until: number }
	| { kind: "closed" | "switched-off" | "pending"; factor: FactorSummary }
	| { kind: "paused"; factor: FactorSummary; until: number }
	| { kind: "nothing" }
	| { kind: "required"; authenticator: Authenticator };

interface Known {
	status: UserStatus;
	lock: LockStatus;
	factors: readonly FactorSummary[];
	enrollments: readonly Pick<UserEnrollmentView, "authenticator" | "enroll" | "enrolled">[];
}

/** The gravest first. */
export function obstaclesOf({ status, lock, factors, enrollments }: Known): Obstacle[] {
	const obstacles: Obstacle[] = [];
	if (status !== "ACTIVE" && status !== "PROVISIONED") obstacles.push({ kind: "status", status });
	if (lock.lockedUntil !== null) obstacles.push({ kind: "locked", until: lock.lockedUntil });
	for (const factor of factors) {
		const streak = lock.inARow.find(({ factorId }) => factorId === factor.id);
		if (streak?.isClosed) obstacles.push({ kind: "closed", factor });
		else if (streak && streak.pausedUntil !== null)
			obstacles.push({ kind: "paused", factor, until: streak.pausedUntil });
		if (factor.isSwitchedOff) obstacles.push({ kind: "switched-off", factor });
		else if (factor.status === "PENDING_ACTIVATION") obstacles.push({ kind: "pending", factor });
	}
	if (!factors.some((factor) => factor.status === "ACTIVE")) obstacles.push({ kind: "nothing" });
	for (const { authenticator, enroll, enrolled } of enrollments) {
		if (enroll.self === "REQUIRED" && !enrolled) obstacles.push({ kind: "required", authenticator });
	}
	return obstacles;
}
