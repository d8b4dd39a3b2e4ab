// Reads TypeScript as far as the house rules need it: code apart from comments and texts, and what a file imports.

/** Everything that isn't plain code: comments, texts, regular expressions. And the brackets of templates. */
const token =
	/\/\/.*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/|[`{}]/g;

/** A template up to its end or its next `${`. */
const templatePart = /(?:\\[\s\S]|\$(?!\{)|[^`\\$])*(?:`|\$\{|$)/y;

/** A slash begins a regular expression after these. After a name, a number or a closing bracket, it divides. */
const beforePattern = /(^|[=(,:[!&|?;{]|=>|\b(return|typeof|case|of|in|await|yield))$/;

/**
 * Cuts a file into pieces.
 * @returns `{ kind, text }` in the file's order; the kind is "code", "comment", "text" or "pattern"
 */
export function piecesOf(source) {
	const pieces = [];
	const braces = [];
	let done = 0;
	const add = (kind, start, end) => {
		if (start > done) pieces.push({ kind: "code", text: source.slice(done, start) });
		if (kind) pieces.push({ kind, text: source.slice(start, end) });
		done = end;
		token.lastIndex = end;
	};
	token.lastIndex = 0;
	for (let found = token.exec(source); found; found = token.exec(source)) {
		const { 0: text, index: start } = found;
		const end = start + text.length;
		if (text === "{") braces.push("code");
		else if (text === "`" || (text === "}" && braces.pop() === "template")) {
			templatePart.lastIndex = end;
			const part = templatePart.exec(source)[0];
			if (part.endsWith("${")) braces.push("template");
			add("text", start, end + part.length);
		} else if (/^\/[/*]/.test(text)) add("comment", start, end);
		else if (text.startsWith("/")) {
			if (beforePattern.test(source.slice(0, start).trimEnd().slice(-12))) add("pattern", start, end);
			else token.lastIndex = start + 1;
		} else if (text !== "}") add("text", start, end);
	}
	add(null, source.length, source.length);
	return pieces;
}

/** Code and texts. An address in a text isn't taken for a comment. */
export const withoutComments = (pieces) => pieces.map(({ kind, text }) => (kind === "comment" ? " " : text)).join("");

/** The code alone: what the program does, and not what it says. */
export const codeAlone = (pieces) =>
	pieces.map(({ kind, text }) => (kind === "code" ? text : kind === "comment" ? " " : '""')).join("");

const fromStatement =
	/\b(import|export)\s*(type\b\s*)?((?:[\w$]+\s*,\s*)?(?:\*(?:\s*as\s+[\w$]+)?|\{[^}]*\})|[\w$]+)\s*from\s*["']([^"'\n]+)["']/g;
const importCall = /\bimport\s*\(\s*["']([^"'\n]+)["']/g;
const importForEffect = /^\s*import\s*["']([^"'\n]+)["']/gm;

/**
 * Everything a file imports or exports from elsewhere.
 * @param code without comments
 * @returns `{ target, names, isType, isExport }`. The target is as written: `../guard/client` or `hono`.
 *   A name is `{ name, as, isType }`; the name `*` stands for everything that the target exports.
 */
export const importsOf = (code) => [
	...[...code.matchAll(fromStatement)].map(([, word, type, list, target]) => {
		const names = namesIn(list);
		const isType = type !== undefined || (names.length > 0 && names.every((name) => name.isType));
		return { target, names, isType, isExport: word === "export" };
	}),
	...[...code.matchAll(importCall)].map(([, target]) => ({ target, names: [everything], isType: false })),
	...[...code.matchAll(importForEffect)].map(([, target]) => ({ target, names: [], isType: false })),
];

const everything = { name: "*", as: null, isType: false };

/** `X, { type a as b }` → the names `default` as `X` and `a` as `b`. */
function namesIn(list) {
	const [, members = ""] = /\{([^}]*)\}/.exec(list) ?? [];
	const others = list.replace(/\{[^}]*\}/, "").split(",");
	return [
		...others
			.map((name) => name.trim())
			.filter(Boolean)
			.map(nameOutside),
		...members
			.split(",")
			.filter((member) => member.trim())
			.map(nameInBraces),
	];
}

function nameOutside(text) {
	const [, as = null] = /^\*\s*as\s+(\S+)/.exec(text) ?? [];
	return text.startsWith("*") ? { ...everything, as } : { name: "default", as: text, isType: false };
}

/** One member of an import's or an export's braces. */
export function nameInBraces(member) {
	const [, type, name, as = name] = /^\s*(type\s+(?!as\b))?(\S+)(?:\s+as\s+(\S+))?\s*$/.exec(member) ?? [];
	return { name, as, isType: type !== undefined };
}
