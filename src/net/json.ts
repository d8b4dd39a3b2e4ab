// JSON from outside, which may be none. PURE.

/** The value; undefined when the text isn't JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
