// Form parameters in the order in which providers sign them.

/** Name and value, by name and then by value, both in code unit order. */
export function sortedPairs(params: URLSearchParams): [name: string, value: string][] {
	return [...params].sort(([nameA, valueA], [nameB, valueB]) => compare(nameA, nameB) || compare(valueA, valueB));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
