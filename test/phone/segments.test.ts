import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeGsm7, isGsm7 } from "../../src/phone/gsm7";
import { segmentSms } from "../../src/phone/segments";
import vectors from "../vectors/sms-segments.json";

// Three libraries made the vectors. They agree on every text but the empty one. `gsm` counts the empty text as no
// message; the other two count one, and so do we, because a message without text is a message.
describe("SMS segments", () => {
	for (const [name, vector] of Object.entries(vectors)) {
		it(`agrees with the vector "${name}"`, () => {
			const { encoding, segments } = segmentSms(vector.text);
			expect([encoding, segments.length]).toEqual(vector.twilio);
			expect(segments.join("")).toBe(vector.text);
		});
	}

	const gsmCharacter = fc.constantFrom(..."@£Çé\n_Σ 09azAZ{}[]~|^\\€");
	const anyCharacter = fc.oneof(gsmCharacter, fc.constantFrom("日", "本", "🔐", "ç", "\u200d"));

	it("never splits an escape pair, and fills every part but the last", () => {
		fc.assert(
			fc.property(fc.array(gsmCharacter, { minLength: 120, maxLength: 600 }), (characters) => {
				const { segments, units } = segmentSms(characters.join(""));
				const sizes = segments.map((segment) => encodeGsm7(segment).length);
				expect(sizes.reduce((sum, size) => sum + size)).toBe(units);
				expect(segments.length === 1).toBe(units <= 160);
				if (segments.length === 1) return;
				// A part has 152 septets only where the next character needs two.
				for (const size of sizes.slice(0, -1)) expect([152, 153]).toContain(size);
				expect(sizes.at(-1)).toBeLessThanOrEqual(153);
			}),
		);
	});

	it("never splits a surrogate pair, and joins to the text again", () => {
		fc.assert(
			fc.property(fc.array(anyCharacter, { maxLength: 300 }), (characters) => {
				const text = characters.join("");
				const { encoding, segments } = segmentSms(text);
				expect(segments.join("")).toBe(text);
				expect(encoding).toBe(isGsm7(text) ? "GSM-7" : "UCS-2");
				if (encoding === "UCS-2" && segments.length > 1) {
					for (const segment of segments) {
						expect(segment).not.toMatch(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/);
						expect(segment.length).toBeLessThanOrEqual(67);
					}
				}
			}),
		);
	});

	it("splits a GSM-7 text as UCS-2 when asked to", () => {
		const text = "x".repeat(71);
		expect(segmentSms(text, "UCS-2")).toEqual({
			encoding: "UCS-2",
			segments: [text.slice(0, 67), text.slice(67)],
			units: 71,
		});
	});

	it("refuses to write a foreign character, or a bare escape, in GSM-7", () => {
		expect(() => segmentSms("日", "GSM-7")).toThrow("outside");
		expect(isGsm7("\x1b")).toBe(false);
		expect(segmentSms("\x1be").encoding).toBe("UCS-2");
	});

	it("writes the alphabet in the octets of 3GPP TS 23.038", () => {
		expect([...encodeGsm7("@Δ ¡¿à€[")]).toEqual([0x00, 0x10, 0x20, 0x40, 0x60, 0x7f, 0x1b, 0x65, 0x1b, 0x3c]);
	});
});
