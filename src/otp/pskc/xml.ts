// An element of a PSKC file as nested objects, by local names: vendors and drafts differ in their namespaces.
import { XMLParser } from "fast-xml-parser";
import { invalid } from "../../errors";

export type Element = { readonly [name: string]: unknown };

const parser = new XMLParser({
	removeNSPrefix: true,
	ignoreAttributes: false,
	attributeNamePrefix: "@",
	parseTagValue: false,
	parseAttributeValue: false,
	trimValues: true,
	ignoreDeclaration: true,
});

/** The element with its name as the one key. Declarations were refused when the file was cut. */
export function readElement(text: string): Element {
	try {
		return parser.parse(text, true) as Element;
	} catch {
		throw invalid("file", "pskc-xml");
	}
}

/** All elements of one of these names right below an element. */
export const childrenOf = (element: unknown, ...names: string[]): unknown[] =>
	names.flatMap((name) => {
		const child = isElement(element) ? element[name] : undefined;
		return Array.isArray(child) ? child : child === undefined ? [] : [child];
	});

/** The element at the end of a path; undefined when there is none. */
export const childOf = (element: unknown, ...path: string[]): unknown =>
	path.reduce((at: unknown, name) => childrenOf(at, name)[0], element);

/** The text of an element, with or without attributes. Null when there is none. */
export function textOf(element: unknown, ...path: string[]): string | null {
	const found = childOf(element, ...path);
	const text = isElement(found) ? found["#text"] : found;
	return typeof text === "string" && text !== "" ? text : null;
}

/** An attribute, under the first of these names that it has. */
export function attributeOf(element: unknown, ...names: string[]): string | null {
	const values = names.map((name) => (isElement(element) ? element[`@${name}`] : undefined));
	return (values.find((value) => typeof value === "string" && value !== "") as string | undefined) ?? null;
}

const isElement = (value: unknown): value is Element =>
	typeof value === "object" && value !== null && !Array.isArray(value);
