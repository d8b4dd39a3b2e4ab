// What is made of a value that an isolate remembers, such as settings: made once, and kept as long as that value. PURE.

/** Keys may come from outside, such as the languages of a browser, so there is an end to them. */
const mostKept = 64;

/**
 * Returns `make` with a memory.
 * @param make has to make the same of the same object and key, and nobody may change what it made
 */
export function derived<Of extends object, Made>(
	make: (of: Of, ...key: string[]) => Made,
): (of: Of, ...key: string[]) => Made {
	const kept = new WeakMap<Of, Map<string, Made>>();
	return (of, ...key) => {
		const made = kept.get(of) ?? new Map<string, Made>();
		kept.set(of, made);
		const name = JSON.stringify(key);
		if (!made.has(name)) {
			if (made.size >= mostKept) made.clear();
			made.set(name, make(of, ...key));
		}
		return made.get(name) as Made;
	};
}
