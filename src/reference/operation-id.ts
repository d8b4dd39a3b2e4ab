// Names operations: "Revoke an API token" becomes `revokeApiToken`, the method name in a generated client.

const articles = new Set(["a", "an", "the"]);

/** The summary in camel case. Two routes must not share a summary, and rewording one renames it in generated clients. */
export function operationIdOf(summary: string): string {
	const words = summary
		.replaceAll(/['’]s\b/g, "")
		.split(/[^A-Za-z0-9]+/)
		.map((word) => word.toLowerCase())
		.filter((word) => word !== "" && !articles.has(word));
	return words.map((word, index) => (index === 0 ? word : capitalized(word))).join("");
}

export const capitalized = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
