import { describe, expect, it } from "vitest";
import { absoluteTime, exactTime, relativeTime } from "../../src/ui/time";

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

	it.each([
		["UTC", "2026-11-27 14:03 UTC", "2026/11/27 14:03 UTC"],
		["Asia/Tokyo", "2026-11-27 23:03 GMT+9", "2026/11/27 23:03 JST"],
		["Asia/Kathmandu", "2026-11-27 19:48 GMT+5:45", "2026/11/27 19:48 GMT+5:45"],
		["America/New_York", "2026-11-27 09:03 EST", "2026/11/27 9:03 GMT-5"],
	])("is exact in the reader's zone: %s", (zone, english, japanese) => {
		expect(absoluteTime(now, { language: "en", zone })).toBe(english);
		expect(absoluteTime(now, { language: "ja", zone })).toBe(japanese.replace(" 9:", " 09:"));
	});

	it("has two digits for each part, and seconds where they are wanted", () => {
		const early = Date.UTC(2026, 0, 2, 3, 4, 5);
		expect(absoluteTime(early, { language: "ja", zone: "UTC" })).toBe("2026/01/02 03:04 UTC");
		expect(absoluteTime(early, { language: "en", zone: "UTC" }, true)).toBe("2026-01-02 03:04:05 UTC");
		expect(exactTime(early, { language: "ja", zone: "Asia/Tokyo" })).toBe("2026/01/02 12:04:05");
	});
});
