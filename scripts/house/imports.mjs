// House rules about imports: the order of the rooms, and who may touch a slice's inside.
import { posix } from "node:path";
import { importsOf } from "./source.mjs";

/**
 * @param order lines of room names, ground first
 * @returns one sentence per breach
 */
export function importBreaches({ path, text }, order) {
	if (!path.startsWith("src/")) return [];
	const room = roomOf(path);
	const line = order.findIndex((rooms) => rooms.includes(room));
	if (line === -1) return [`${path}: the room "${room}" is unknown. Give it a line in scripts/check-house.mjs.`];
	return importsOf(text).flatMap((target) => {
		const breach = target.startsWith(".")
			? fileBreach(path, posix.join(posix.dirname(path), target), line, order)
			: packageBreach(path, target);
		return breach ? [`${path}: imports ${target}, ${breach}`] : [];
	});
}

function fileBreach(path, target, line, order) {
	// The version in package.json is the one thing outside src/ that the Worker needs.
	if (target === "package.json") return null;
	if (!target.startsWith("src/")) return "which lies outside src/.";
	const room = roomOf(path);
	const targetRoom = roomOf(target);
	if (targetRoom === room) {
		return posix.basename(path) === "routes.ts" && posix.basename(target) === "table"
			? "but routes go through the slice's verbs."
			: null;
	}
	const targetLine = order.findIndex((rooms) => rooms.includes(targetRoom));
	if (targetLine === -1) return `but the room "${targetRoom}" is unknown.`;
	if (targetLine >= line) return `but "${targetRoom}" does not stand before "${room}".`;
	return posix.basename(target) === "table" ? `but the table belongs to "${targetRoom}" alone.` : null;
}

/** What comes in and goes out is described without a database or a web framework. */
const packageBreach = (path, target) =>
	posix.basename(path) === "schema.ts" && /^(hono|drizzle-orm)(\/|$)/.test(target)
		? "but a schema is free of it."
		: null;

/** `src/users/service.ts` → `users`, `src/errors.ts` and `src/errors` → `errors`. */
const roomOf = (path) => path.split("/")[1].replace(/\.tsx?$/, "");
