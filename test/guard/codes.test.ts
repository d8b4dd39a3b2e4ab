import { describe, expect, it } from "vitest";
import {
	countingCodes,
	judgeSentCode,
	type LiveCode,
	type LiveCodes,
	withConfirmed,
	withIssued,
	withoutCode,
	withoutCodes,
} from "../../src/guard/codes";
import type { NewCode } from "../../src/guard/types";

const now = 1_800_000_000_000;
const holder = "sms-1";

const live = (issuedAt: number, hash = `h${issuedAt}`): LiveCode => ({
	hash,
	issuedAt,
	expiresAt: issuedAt + 300_000,
	deliveryId: `dlv-${hash}`,
});
const of = (...codes: LiveCode[]): LiveCodes => ({ [holder]: codes });
const typed = (asTyped: string, inUpperCase = asTyped) => ({ asTyped, inUpperCase, inLowerCase: asTyped });
const times = (codes: LiveCodes | null | undefined, id = holder) => codes?.[id]?.map(({ issuedAt }) => issuedAt);

const fresh = (issuedAt: number, id = holder): NewCode => ({
	generation: 0,
	purpose: "verify",
	holder: { kind: "factor", id },
	now: issuedAt,
	inactiveAuthenticatorIds: [],
	codeHash: `h${issuedAt}`,
	shape: { length: 6, alphabet: "0123456789" },
	expiresAt: issuedAt + 300_000,
	deliveryId: `dlv-h${issuedAt}`,
});

describe("a sent code", () => {
	it("is accepted until its last millisecond, then expired; another one is wrong at any time", () => {
		const codes = of({ ...live(now - 299_999, "a1b2"), expiresAt: now + 1 });
		expect(judgeSentCode(codes, holder, typed("a1b2"), now)).toEqual({ result: "accepted", deliveryId: "dlv-a1b2" });
		expect(judgeSentCode(codes, holder, typed("a1b2"), now + 1)).toEqual({ result: "expired" });
		expect(judgeSentCode(codes, holder, typed("a1b3"), now)).toEqual({ result: "wrong" });
		expect(judgeSentCode(codes, holder, typed("a1b3"), now + 1)).toEqual({ result: "wrong" });
		expect(judgeSentCode(codes, "sms-2", typed("a1b2"), now)).toEqual({ result: "wrong" });
		expect(judgeSentCode({}, holder, typed("a1b2"), now)).toEqual({ result: "wrong" });
	});

	it("is compared in upper case unless its alphabet has a lower-case letter", () => {
		const upper = { ...live(1, "UPPER"), shape: { length: 4, alphabet: "ABCD" } };
		const mixed = { ...live(2, "mixed"), shape: { length: 4, alphabet: "ABcd" } };
		const codes = of(upper, mixed);
		expect(judgeSentCode(codes, holder, typed("upper", "UPPER"), 3)).toMatchObject({ deliveryId: "dlv-UPPER" });
		expect(judgeSentCode(codes, holder, typed("mixed", "MIXED"), 3)).toMatchObject({ deliveryId: "dlv-mixed" });
		expect(judgeSentCode(codes, holder, typed("UPPER", "other"), 3)).toEqual({ result: "wrong" });
		expect(judgeSentCode(codes, holder, typed("other", "mixed"), 3)).toEqual({ result: "wrong" });
	});

	it("counts beside those that are under way, and not behind one that must have left", () => {
		const codes = of(live(0), live(10_000), live(10_001));
		const counting = (at: number) => countingCodes(codes, holder, at).map(({ issuedAt }) => issuedAt);
		expect(counting(10_001)).toEqual([0, 10_000, 10_001]);
		expect(counting(19_999)).toEqual([0, 10_000, 10_001]);
		expect(counting(20_000)).toEqual([10_000, 10_001]);
		expect(counting(20_001)).toEqual([10_001]);
		expect(judgeSentCode(codes, holder, typed("h0"), 19_999).result).toBe("accepted");
		expect(judgeSentCode(codes, holder, typed("h0"), 20_000).result).toBe("wrong");
	});
});

describe("a code that is issued", () => {
	it("stands behind those that count, and drops those that can't be used", () => {
		const others = { "sms-2": [live(now - 300_000)], "sms-3": [live(now - 300_000), live(now - 1)] };
		const issued = withIssued({ ...of(live(now - 300_000), live(now - 5)), ...others }, fresh(now));
		expect(issued?.isReplacing).toBe(true);
		expect(Object.keys(issued?.codes ?? {}).sort()).toEqual([holder, "sms-3"]);
		expect([times(issued?.codes), times(issued?.codes, "sms-3")]).toEqual([[now - 5, now], [now - 1]]);
		expect(withIssued({}, fresh(now))).toEqual({ codes: of(live(now)), isReplacing: false });
	});

	it("keeps its shape, unless it has the usual one", () => {
		const shape = { length: 8, alphabet: "ABCDEFGHJKLMNPQRSTUVWXYZ23456789" };
		expect(withIssued({}, { ...fresh(now), shape })?.codes).toEqual(of({ ...live(now), shape }));
		const stored = JSON.stringify(withIssued({}, fresh(now))?.codes);
		expect(stored).toBe(
			`{"sms-1":[{"hash":"h${now}","issuedAt":${now},"expiresAt":${now + 300_000},"deliveryId":"dlv-h${now}"}]}`,
		);
	});

	it("has a shape, or it isn't taken", () => {
		expect(() => withIssued({}, { ...fresh(now), shape: { length: 0, alphabet: "01" } })).toThrow(RangeError);
	});

	it("is one of four under way at the most", () => {
		const four = [0, 10_000, 10_000, 10_000].map((at) => live(at));
		const another = { ...fresh(10_000), deliveryId: "dlv-another" };
		expect(withIssued(of(...four), another)).not.toBeNull();
		expect(withIssued(of(...four, live(10_000)), another)).toBeNull();
		expect(withIssued(of(...four, live(10_000)), fresh(10_000, "sms-2"))).not.toBeNull();
		expect(withIssued(of(...four, live(10_000)), fresh(20_000))).not.toBeNull();
	});
});

describe("what becomes of a code", () => {
	const codes: LiveCodes = { ...of(live(1), live(2), live(3)), "sms-2": [live(1)] };

	it("confirmed: it is the oldest one", () => {
		expect(times(withConfirmed(codes, holder, "dlv-h2"))).toEqual([2, 3]);
		expect(times(withConfirmed(codes, holder, "dlv-h2"), "sms-2")).toEqual([1]);
	});

	it("withdrawn: it is gone, and its holder with the last one", () => {
		expect(times(withoutCode(codes, holder, "dlv-h2"))).toEqual([1, 3]);
		expect(withoutCode(codes, "sms-2", "dlv-h1")).toEqual({ [holder]: codes[holder] });
	});

	it("used: no code of its holder is left", () => {
		expect(withoutCodes(codes, holder)).toEqual({ "sms-2": codes["sms-2"] });
	});

	it("returns the same object when nothing changes, so that nothing is written", () => {
		expect(withConfirmed(codes, holder, "dlv-h1")).toBe(codes);
		expect(withConfirmed(codes, holder, "dlv-unknown")).toBe(codes);
		expect(withoutCode(codes, holder, "dlv-unknown")).toBe(codes);
		expect(withoutCode(codes, "sms-3", "dlv-h1")).toBe(codes);
	});
});
