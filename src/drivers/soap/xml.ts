// Reads XML from outside by the local names of its elements. PURE.
import { XMLParser } from "fast-xml-parser";

const parser = new XMLParser({
	// Operators disagree about prefixes and namespaces, so both are left out.
	removeNSPrefix: true,
	ignoreAttributes: true,
	parseTagValue: false,
	trimValues: true,
	// The library's switch for numeric character references, such as `&#45;`, too.
	htmlEntities: true,
});

/** The document as nested objects. Null when it isn't well-formed, or has declarations of its own. */
export function parseXml(text: string): unknown {
	// No answer needs a DOCTYPE. Its entities could name files of ours, or grow without end.
	if (/<!\s*(DOCTYPE|ENTITY)/i.test(text)) return null;
	try {
		return parser.parse(text, true);
	} catch {
		return null;
	}
}

/** Every element of that local name, however deep, in the order of the document. */
export function elementsNamed(tree: unknown, name: string): unknown[] {
	if (Array.isArray(tree)) return tree.flatMap((item) => elementsNamed(item, name));
	if (typeof tree !== "object" || tree === null) return [];
	return Object.entries(tree).flatMap(([key, value]) =>
		key === name ? (Array.isArray(value) ? value : [value]) : elementsNamed(value, name),
	);
}

/** The text of the first element of that name. Undefined when there is none, or when it holds elements. */
export function textNamed(tree: unknown, name: string): string | undefined {
	const [first] = elementsNamed(tree, name);
	return typeof first === "string" ? first : undefined;
}
