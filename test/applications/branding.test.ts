import { describe, expect, it } from "vitest";
import { Branding, contrastWithWhite } from "../../src/applications/branding";
import { logo } from "./applications";

describe("the accent colour", () => {
	it.each([
		["#ffffff", 1],
		["#000000", 21],
		["#767676", 4.54],
		["#777777", 4.48],
		["#0b5fad", 6.5],
	])("%s has a contrast of %d with white, as WCAG computes it", (color, contrast) => {
		expect(contrastWithWhite(color)).toBeCloseTo(contrast, 1);
	});

	it("is refused below 4.5", () => {
		expect(Branding.safeParse({ accentColor: "#767676" }).success).toBe(true);
		expect(Branding.safeParse({ accentColor: "#777777" }).success).toBe(false);
	});
});

describe("the logo", () => {
	it("is a picture without scripts, and not too large", () => {
		expect(Branding.safeParse({ logo }).success).toBe(true);
		const png = "data:image/png;base64,iVBORw0KGgo";
		expect(Branding.safeParse({ logo: png + "A".repeat(32 * 1024) }).success).toBe(false);
		expect(Branding.safeParse({ logo: "data:image/png;base64,PHN2Zz4=" }).success).toBe(false);
		expect(Branding.safeParse({ logo: `${png}" onload="` }).success).toBe(false);
	});
});
