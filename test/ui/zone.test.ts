import { describe, expect, it } from "vitest";
import { localHour, readLocalTime, toLocalTime } from "../../src/ui/zone";

describe("a local time", () => {
	it.each([
		["2026-11-27T10:00", "UTC", "2026-11-27T10:00:00Z"],
		["2026-11-27T10:00:30", "Asia/Tokyo", "2026-11-27T01:00:30Z"],
		["2026-11-27T10:00", "Asia/Kathmandu", "2026-11-27T04:15:00Z"],
		["2026-07-01T00:00", "Europe/Berlin", "2026-06-30T22:00:00Z"],
		["2026-01-01T00:30", "America/New_York", "2026-01-01T05:30:00Z"],
		// The clocks go from two to three. Half past two isn't there.
		["2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30:00Z"],
		["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00Z"],
	])("%s in %s is %s", (text, zone, iso) => {
		expect(readLocalTime(text, zone)).toBe(Date.parse(iso));
	});

	it.each(["", "now", "2026-11-27", "2026-13-01T00:00", "2026-11-27T25:00", "2026-11-27T10:00Z"])(
		"isn't what this text says: %j",
		(text) => {
			expect(readLocalTime(text, "UTC")).toBeNull();
		},
	);

	it.each(["UTC", "Asia/Tokyo", "America/St_Johns", "Australia/Lord_Howe"])("comes back as it was, in %s", (zone) => {
		for (let at = Date.UTC(2026, 0, 1); at < Date.UTC(2027, 0, 1); at += 9.5 * 86_400_000) {
			expect(readLocalTime(toLocalTime(at, zone), zone)).toBe(at);
		}
	});

	it("has a date and an hour", () => {
		expect(localHour(Date.parse("2026-11-26T15:00:00Z"), "Asia/Tokyo")).toEqual({ date: "2026-11-27", hour: 0 });
	});
});
