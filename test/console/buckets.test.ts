import { describe, expect, it } from "vitest";
import { bucketsOf } from "../../src/console/buckets";
import { partsOf } from "../../src/console/log/query";
import { niceTop } from "../../src/ui/chart";

const hour = 60 * 60_000;
const at = (iso: string) => Date.parse(iso);
const of = (since: string, until: string, zone = "UTC") =>
	bucketsOf({ since: at(since), until: at(until) }, { language: "en", zone });

describe("the bars of a window", () => {
	it("are hours of a day, quarters of the days of a week, and days of a month", () => {
		expect(of("2026-11-26T10:00Z", "2026-11-27T10:00Z").buckets).toHaveLength(24);
		expect(of("2026-11-20T00:00Z", "2026-11-27T00:00Z").buckets).toHaveLength(28);
		expect(of("2026-10-28T12:00Z", "2026-11-27T12:00Z").buckets).toHaveLength(31);
	});

	it("begin at midnight of the reader's zone, also where a day has 23 or 25 hours", () => {
		const { buckets, indexOf } = of("2026-10-20T22:00Z", "2026-11-02T23:00Z", "Europe/Berlin");
		expect(buckets).toHaveLength(13);
		const [before, after] = [at("2026-10-24T22:00Z"), at("2026-10-25T23:00Z")];
		expect(indexOf(after) - indexOf(before)).toBe(1);
		expect(indexOf(after - hour)).toBe(indexOf(before));
		expect(buckets[indexOf(before)]).toMatchObject({ at: before, short: "Oct 25" });
	});

	it("hold each hour of the window, and none outside", () => {
		const { indexOf } = of("2026-11-26T10:30Z", "2026-11-26T12:30Z");
		expect(["09", "10", "11", "12", "13"].map((hours) => indexOf(at(`2026-11-26T${hours}:00Z`)))).toEqual([
			-1, 0, 1, 2, -1,
		]);
	});
});

describe("the top of a scale", () => {
	it.each([
		[0, 1],
		[1, 1],
		[2, 2],
		[3, 5],
		[51, 100],
		[999_999, 1_000_000],
		[1_000_001, 2_000_000],
	])("of %d is %d", (value, top) => {
		expect(niceTop(value)).toBe(top);
	});
});

describe("the conditions of a filter", () => {
	it.each<[string, string[]]>([
		["", []],
		['a eq "1"', ['a eq "1"']],
		['a eq "1" and b eq "2"', ['a eq "1"', 'b eq "2"']],
		['a eq "x and y" AND not (b eq "2" and c pr)', ['a eq "x and y"', 'not (b eq "2" and c pr)']],
		['a eq "\\" and " and b pr', ['a eq "\\" and "', "b pr"]],
		['a eq "1" or b eq "2"', ['(a eq "1" or b eq "2")']],
		['(a eq "1" or b eq "2") and c pr', ['(a eq "1" or b eq "2")', "c pr"]],
		['brand eq "or" and sand pr', ['brand eq "or"', "sand pr"]],
		['a eq "never closed and b pr', ['a eq "never closed and b pr']],
	])("%s", (filter, parts) => {
		expect(partsOf(filter)).toEqual(parts);
		expect(partsOf(parts.join(" and "))).toEqual(parts);
	});
});
