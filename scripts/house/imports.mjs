// House rules about imports: the order of the rooms, and what a schema is free of.
import { posix } from "node:path";
import { lineOf, roomOf } from "./order.mjs";

/** @returns one sentence per breach */
export const importBreaches = (files) => files.flatMap(breachesOf);

function breachesOf({ path, imports }) {
	const room = roomOf(path);
	if (lineOf(room) === -1)
		return [`${path}: the room "${room}" is unknown. Give it a line in scripts/house/order.mjs.`];
	return imports.flatMap(({ target, path: targetPath }) => {
		const breach = targetPath === null ? packageBreach(path, target) : fileBreach(path, targetPath);
		return breach ? [`${path}: imports ${target}, ${breach}`] : [];
	});
}

function fileBreach(path, target) {
	// The version in package.json is the one thing outside src/ that the Worker needs.
	if (target === "package.json") return null;
	if (!target.startsWith("src/")) return "which lies outside src/.";
	const room = roomOf(path);
	const targetRoom = roomOf(target);
	if (targetRoom === room) return null;
	const targetLine = lineOf(targetRoom);
	if (targetLine === -1) return `but the room "${targetRoom}" is unknown.`;
	if (targetLine >= lineOf(room)) return `but "${targetRoom}" does not stand before "${room}".`;
	return null;
}

/** What comes in and goes out is described without a database or a web framework. */
const packageBreach = (path, target) =>
	posix.basename(path) === "schema.ts" && /^(hono|drizzle-orm)(\/|$)/.test(target)
		? "but a schema is free of it."
		: null;
