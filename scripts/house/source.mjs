// Reading TypeScript only as far as the house rules need it: its code without comments, and what it imports.

/** The code without its comments. Strings stay, so that an address in one isn't taken for a comment. */
export const withoutComments = (text) =>
	text.replaceAll(
		/("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
		(_, string) => string ?? "",
	);

/** Everything a file imports or exports from elsewhere, types too, as written: `../guard/client`, `hono`. */
export const importsOf = (text) =>
	[...withoutComments(text).matchAll(/\bfrom\s+"([^"]+)"|\bimport\s*\(\s*"([^"]+)"|^\s*import\s+"([^"]+)"/gm)].map(
		([, from, dynamic, bare]) => from ?? dynamic ?? bare,
	);
