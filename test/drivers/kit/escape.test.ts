import { describe, expect, it } from "vitest";
import { escapeSlack, escapeXml } from "../../../src/drivers/kit/escape";
import { parseXml, textNamed } from "../../../src/drivers/soap/xml";

describe("escapeXml", () => {
	it("leaves no character that XML reads as its own", () => {
		expect(escapeXml(`<Hangup/> & "quoted" 'text' é`)).toBe(
			"&lt;Hangup/&gt; &amp; &quot;quoted&quot; &apos;text&apos; é",
		);
	});

	it("writes what an XML parser reads as the same text", () => {
		const text = `<a>&amp;"'&#38;]]>`;
		expect(textNamed(parseXml(`<t>${escapeXml(text)}</t>`), "t")).toBe(text);
	});
});

describe("escapeSlack", () => {
	it("leaves quotation marks as they are", () => {
		expect(escapeSlack(`<@U1> & "quoted" 'text'`)).toBe(`&lt;@U1&gt; &amp; "quoted" 'text'`);
	});
});
