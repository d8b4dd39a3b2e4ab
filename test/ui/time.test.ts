import { describe, expect, it } from "vitest";
import { absoluteTime, relativeTime } from "../../src/ui/time";

const now = Date.UTC(2026, 10, 27, 14, 3);

describe("a moment", () => {
	it.each([
		[0, "now", "今"],
		[-59_000, "now", "今"],
		[-90_000, "1 minute ago", "1 分前"],
		[-26 * 3_600_000, "yesterday", "昨日"],
		[2 * 3_600_000, "in 2 hours", "2 時間後"],
		[-400 * 86_400_000, "last year", "昨年"],
	])("%d ms from now is %s", (distance, english, japanese) => {
		expect(relativeTime(now + distance, now, "en")).toBe(english);
		expect(relativeTime(now + distance, now, "ja")).toBe(japanese);
	});

	it("is exact in UTC, whatever the language", () => {
		expect(absoluteTime(now, "en")).toBe("2026-11-27 14:03 UTC");
		expect(absoluteTime(now, "ja")).toBe("2026/11/27 14:03 UTC");
	});
});
