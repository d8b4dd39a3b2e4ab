// Where things stand in a JSON text that a person edits: the place that is no JSON, and the line of a value. PURE.

/** Both count from 1, as editors do. */
export interface Place {
	line: number;
	column: number;
}

/** Returns the place where a text stops being JSON; null for a text that is JSON. */
export function findJsonFault(text: string): Place | null {
	const { fault } = scan(text);
	return fault === null ? null : placeAt(text, fault);
}

/** Returns where a value of a JSON text begins. A value that isn't there has the place of what it would stand in. */
export function placeOfValue(text: string, path: readonly PropertyKey[]): Place {
	const { starts } = scan(text);
	for (let length = path.length; length > 0; length--) {
		const start = starts.get(keyOf(path.slice(0, length)));
		if (start !== undefined) return placeAt(text, start);
	}
	return placeAt(text, 0);
}

const keyOf = (path: readonly PropertyKey[]) => JSON.stringify(path.map(String));

function placeAt(text: string, offset: number): Place {
	const before = text.slice(0, offset).split("\n");
	return { line: before.length, column: [...before.at(-1)!].length + 1 };
}

/** Deeper texts are nobody's own, and end the scan before the stack does. */
const deepest = 200;

const space = /[ \t\r\n]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const string = /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/uy;

class Fault extends Error {}

/** Reads a text as RFC 8259 has it. `starts`: path of each value → its offset. `fault`: offset of the first one. */
function scan(text: string): { starts: ReadonlyMap<string, number>; fault: number | null } {
	const starts = new Map<string, number>();
	let at = 0;

	const take = (pattern: RegExp): string | null => {
		pattern.lastIndex = at;
		const found = pattern.exec(text)?.[0] ?? null;
		at += found?.length ?? 0;
		return found;
	};
	const isNext = (sign: string): boolean => {
		take(space);
		if (text[at] !== sign) return false;
		at += 1;
		return true;
	};
	const expect = (isThere: boolean): void => {
		if (!isThere) throw new Fault();
	};
	const name = (): string => {
		take(space);
		const quoted = take(string);
		expect(quoted !== null);
		return JSON.parse(quoted!);
	};
	const list = (end: string, item: (index: number) => void): void => {
		if (isNext(end)) return;
		for (let index = 0; ; index++) {
			item(index);
			if (isNext(end)) return;
			expect(isNext(","));
		}
	};
	const value = (path: readonly string[]): void => {
		take(space);
		starts.set(keyOf(path), at);
		expect(path.length < deepest);
		if (isNext("{")) {
			list("}", () => {
				const key = name();
				expect(isNext(":"));
				value([...path, key]);
			});
		} else if (isNext("[")) list("]", (index) => value([...path, String(index)]));
		else expect((take(string) ?? take(literal)) !== null);
	};

	try {
		value([]);
		take(space);
		expect(at === text.length);
		return { starts, fault: null };
	} catch (error) {
		if (!(error instanceof Fault)) throw error;
		return { starts, fault: at };
	}
}
