import { describe, expect, it } from "vitest";
import { elementsNamed, parseXml, textNamed } from "../../../src/drivers/soap/xml";

describe("XML from outside", () => {
	it("is read by local names, whatever the prefixes", () => {
		const tree = parseXml('<s:a xmlns:s="urn:1"><x:b xmlns:x="urn:2">1</x:b><c><b>02</b></c></s:a>');
		expect(elementsNamed(tree, "b")).toEqual(["1", "02"]);
		expect([textNamed(tree, "b"), textNamed(tree, "c"), textNamed(tree, "d")]).toEqual(["1", undefined, undefined]);
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
