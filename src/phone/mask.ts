// Masks destinations for answers and logs: enough is left to recognize them, and too little to use them.

/**
 * `+14155551337` → `+1415*****37`, `ada@example.com` → `a***@example.com`. Of any other text, the first two characters
 * stay.
 */
export function maskDestination(destination: string): string {
	const at = destination.lastIndexOf("@");
	if (at > 0) return `${destination.slice(0, 1)}***${destination.slice(at)}`;
	if (/^\+\d{6,}$/.test(destination)) {
		return `${destination.slice(0, 5)}${"*".repeat(destination.length - 7)}${destination.slice(-2)}`;
	}
	return `${destination.slice(0, 2)}***`;
}
