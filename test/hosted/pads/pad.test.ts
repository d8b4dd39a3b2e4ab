import { describe, expect, it } from "vitest";
import type { Pad, PadDevice } from "../../../src/challenges/pad";
import { drawKeys } from "../../../src/hosted/pads/keys";
import { AnswerPad } from "../../../src/hosted/pads/pad";
import type { Language } from "../../../src/languages";

const frameIn = (language: Language) => ({ language, theme: null, zone: "Asia/Tokyo", path: "/" });
const now = Date.UTC(2026, 10, 27, 1, 2, 3);

function drawn(device: PadDevice, more: Partial<Parameters<typeof AnswerPad>[0]> = {}, ofPad: Partial<Pad> = {}) {
	const state = { csrfToken: "t", action: "answer", values: { answer: "98765" }, errors: [] };
	const pad: Pad = { device, isPersonal: false, label: null, inputType: "text", isAccessible: true, ...ofPad };
	const view = { groups: drawKeys(device), sealed: "v1.sealed" };
	const props = { state, pad, view, label: "Code", htmlInputType: "text", phrase: "quiet otter", now } as const;
	return String(AnswerPad({ ...props, frame: frameIn("en"), ...more }));
}

const field = /<input id="field-answer"[^>]*>/;

describe("a pad on its page", () => {
	it.each(["DevicePinPad", "DeviceKeyPadAlpha", "DeviceKeyPadFull"] as const)(
		"%s has a plain field beside its keys, which stay away until the script comes",
		(device) => {
			const html = drawn(device);
			expect(html).toMatch(/<fieldset class="keypad" [^>]*hidden/);
			expect(html.match(field)?.[0]).toContain('type="text"');
			expect(html).not.toMatch(/ style=| on\w+=/);
			expect(html).toContain('name="pad" value="v1.sealed"');
		},
	);

	it.each(["DeviceTextPad", "DeviceQuestionPad", "DeviceHTMLControl"] as const)("%s is the field alone", (device) => {
		expect(drawn(device)).not.toContain("keypad");
		expect(drawn(device)).toMatch(field);
	});

	it("has no key whose name a screen reader leaves out, in any language", () => {
		for (const language of ["en", "ja"] as const) {
			const html = drawn("DeviceKeyPadFull", { frame: frameIn(language) });
			const keys = [...html.matchAll(/<button type="button" class="key"[^>]*?(?: aria-label="([^"]*)")?[^>]*>/g)];
			expect(keys).toHaveLength(94);
			const named = keys.flatMap(([whole]) => /aria-label="([^"]+)"/.exec(whole)?.[1] ?? []);
			expect(new Set(named).size).toBe(26 + 32);
		}
	});

	it("brings nothing back that was typed", () => {
		for (const device of ["DevicePinPad", "DeviceTextPad", "DeviceHTMLControl"] as const) {
			expect(drawn(device)).not.toContain("98765");
		}
	});

	it("hides what is typed where the type says so, or the question pad", () => {
		const typeOf = (html: string) => /type="(\w+)"/.exec(html.match(field)![0])?.[1];
		expect(typeOf(drawn("DevicePinPad", { htmlInputType: "password" }))).toBe("password");
		expect(drawn("DevicePinPad", { htmlInputType: "password" })).toContain("data-hides");
		expect(drawn("DevicePinPad")).not.toContain("data-hides");
		expect(typeOf(drawn("DeviceQuestionPad", { htmlInputType: "password" }))).toBe("text");
		expect(typeOf(drawn("DeviceQuestionPad", {}, { inputType: "password" }))).toBe("password");
	});

	it("shows the phrase on a personal pad alone, as text, and the time on the text pad", () => {
		const personal = drawn("DeviceTextPad", { phrase: "<b>otter</b>" }, { isPersonal: true });
		expect(personal).toContain("&lt;b&gt;otter&lt;/b&gt;");
		expect(personal).toContain("2026-11-27 10:02:03");
		expect(drawn("DeviceTextPad")).not.toContain("otter");
		expect(drawn("DeviceTextPad", { phrase: null }, { isPersonal: true })).not.toContain("security phrase");
	});
});
