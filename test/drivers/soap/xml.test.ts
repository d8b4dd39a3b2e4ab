import { describe, expect, it } from "vitest";
import { elementsNamed, parseXml, textNamed } from "../../../src/drivers/soap/xml";

describe("XML from outside", () => {
	it("is read by local names, whatever the prefixes", () => {
		const tree = parseXml('<s:a xmlns:s="urn:1"><x:b xmlns:x="urn:2">1</x:b><c><b>02</b></c></s:a>');
		expect(elementsNamed(tree, "b")).toEqual(["1", "02"]);
		expect([textNamed(tree, "b"), textNamed(tree, "c"), textNamed(tree, "d")]).toEqual(["1", undefined, undefined]);
	});

	it.each([
		["in decimal", "req&#45;42", "req-42"],
		["in hexadecimal, small or capital", "&#x2d;&#x2D;", "--"],
		["with zeros in front", "&#00045;", "-"],
		["outside the basic plane", "&#128273;&#x1F511;", "🔑🔑"],
		["for blanks", "a&#32;&#x9;b", "a \tb"],
		["beside XML's own entities", "&lt;&#60;&amp;&#38;", "<<&&"],
		["written out by escaping, once only", "&amp;#45; &#38;#45; &#38;amp;", "&#45; &#45; &amp;"],
		["in CDATA, where they are none", "<![CDATA[&#45;]]>", "&#45;"],
	])("has numeric character references %s", (_, content, text) => {
		expect(textNamed(parseXml(`<a><b>${content}</b></a>`), "b")).toBe(text);
	});

	it.each([
		["with a DOCTYPE", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
		["with an entity", '<! entity x "y"><a/>'],
		["with an element that never ends", "<a><b></a>"],
		["that is none", "Service unavailable"],
	])("is not read: a document %s", (_, text) => {
		expect(parseXml(text)).toBeNull();
	});
});
