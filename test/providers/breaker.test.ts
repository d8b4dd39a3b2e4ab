import { describe, expect, it } from "vitest";
import { afterFailure, breakerPhase, closedBreaker } from "../../src/providers/breaker";

const now = 1_800_000_000_000;

describe("the circuit breaker", () => {
	it("opens at the fifth failure in a row, is probed after 30 s, and closes with a success", () => {
		let state = closedBreaker;
		for (let failure = 1; failure <= 4; failure++) state = afterFailure(state, now);
		expect(breakerPhase(state, now)).toBe("closed");
		state = afterFailure(state, now);
		expect(breakerPhase(state, now)).toBe("open");
		expect(breakerPhase(state, now + 29_999)).toBe("open");
		expect(breakerPhase(state, now + 30_000)).toBe("half-open");
		expect(breakerPhase(afterFailure(state, now + 30_000), now + 30_001)).toBe("open");
		expect(breakerPhase(closedBreaker, now + 30_001)).toBe("closed");
	});
});
