// House rules about doors: only the app mounts routes, and people's pages ask for work in one way.
import { posix } from "node:path";
import { roomOf } from "./order.mjs";
import { onlyComputes } from "./packages.mjs";
import { codeAlone } from "./source.mjs";

/** The rooms of pages for people. */
const roomsOfPages = new Set(["console", "hosted", "challenge-pages", "token-pages"]);

/** A file without a page may import these, its own room, and types. The console's parts serve its further rooms. */
const groundOfPages = new Set(["context", "crypto", "ui", "web", "errors", "languages", "console"]);

/** @returns one sentence per breach */
export const doorBreaches = (files) => files.flatMap((file) => [...routesBreaches(file), ...pageBreaches(file)]);

/** A slice may split its routes: files of one folder import each other's `…-routes`. */
function routesBreaches({ path, imports }) {
	if (path === "src/app.ts") return [];
	return imports
		.filter(({ path: target }) => target !== null && isRoutes(target))
		.filter(({ path: target }) => nameOf(target) === "routes" || posix.dirname(target) !== posix.dirname(path))
		.map(({ target }) => `${path}: imports ${target}, but only src/app.ts mounts routes. Ask the slice's verbs.`);
}

function pageBreaches(file) {
	const { path, imports } = file;
	const room = roomOf(path);
	if (!roomsOfPages.has(room) || callsPage(file)) return [];
	const isAllowed = ({ target, path: targetPath, isType }) => {
		if (isType || targetPath === "package.json") return true;
		if (targetPath === null) return onlyComputes(target) || target.startsWith("hono/jsx") || target === "hono/html";
		const targetRoom = roomOf(targetPath);
		return targetRoom === room || groundOfPages.has(targetRoom);
	};
	return imports
		.filter((found) => !isAllowed(found))
		.map(({ target }) => `${path}: imports ${target} and calls no page(). Without a page, import types alone.`);
}

/** What makes a page object: `page`, and what the console and the hosted pages make of it. */
const makers = [
	{ file: /^src\/web\/page(\.tsx?)?$/, maker: "page" },
	{ file: /^src\/console\/question(\.tsx?)?$/, maker: "question" },
	{ file: /^src\/hosted\/step(\.tsx?)?$/, maker: "step" },
];

/** Under whatever name the file imports it. */
function callsPage({ pieces, imports }) {
	const names = makers.flatMap(({ file, maker }) =>
		imports
			.filter(({ path, isType }) => path !== null && !isType && file.test(path))
			.flatMap((found) => found.names.filter(({ name, isType }) => name === maker && !isType)),
	);
	const code = codeAlone(pieces);
	return names.some(({ as }) => new RegExp(`(?<![.\\w$])${as.replaceAll("$", "\\$")}\\s*(<[^()]*>)?\\(`).test(code));
}

const isRoutes = (path) => /^(.+-)?routes$/.test(nameOf(path));
const nameOf = (path) => posix.basename(path).replace(/\.tsx?$/, "");
