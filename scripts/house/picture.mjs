// Draws the rooms of src/: the plain list of their order, and a Mermaid picture of who imports whom.
import { lineOf, order, roomOf } from "./order.mjs";

/** Lists the order in a code block. Rooms without a file stand in brackets. */
export function orderList(files) {
	const present = new Set(files.map(({ path }) => roomOf(path)));
	const lines = order.map((rooms, index) => {
		const names = rooms.map((room) => (present.has(room) ? room : `(${room})`));
		return `${String(index + 1).padStart(2)}  ${names.join("  ")}`;
	});
	return block("", lines);
}

/**
 * Draws a floor for each line of the order, the ground at the bottom, and an arrow for each import between rooms.
 * An arrow is left out where other arrows lead to the same room. Otherwise nobody could read the picture.
 */
export function picture(files) {
	const arrows = withoutShortcuts(importsBetweenRooms(files));
	const floors = order
		.map((rooms, index) => ({ number: index + 1, rooms: rooms.filter((room) => arrows.has(room)) }))
		.filter(({ rooms }) => rooms.length > 0)
		.reverse();
	return block("mermaid", [
		"flowchart TB",
		...floors.flatMap(({ number, rooms }) => [
			`\tsubgraph floor${number} ["${number}"]`,
			...rooms.map((room) => `\t\t${room}`),
			"\tend",
		]),
		// An invisible link keeps each floor above the next one, also where no import does.
		`\t${floors.map(({ number }) => `floor${number}`).join(" ~~~ ")}`,
		...[...arrows].flatMap(([room, targets]) => targets.map((target) => `\t${room} --> ${target}`)),
	]);
}

/** @returns room → the rooms it imports, types included, ground first; without imports that break the order */
function importsBetweenRooms(files) {
	const present = new Set(files.map(({ path }) => roomOf(path)));
	const rooms = order.flat().filter((room) => present.has(room));
	const isImported = (room, target) =>
		files.some(
			(file) =>
				roomOf(file.path) === room &&
				file.imports.some(({ path }) => path?.startsWith("src/") && roomOf(path) === target),
		);
	const targetsOf = (room) => rooms.filter((target) => lineOf(target) < lineOf(room) && isImported(room, target));
	return new Map(rooms.map((room) => [room, targetsOf(room)]));
}

/** Leaves out an arrow when another arrow of the same room leads to its target over other rooms. */
function withoutShortcuts(arrows) {
	const reached = new Map();
	for (const [room, targets] of arrows) {
		reached.set(room, new Set(targets.flatMap((target) => [target, ...reached.get(target)])));
	}
	const isShortcut = (target, targets) => targets.some((other) => reached.get(other).has(target));
	return new Map(
		[...arrows].map(([room, targets]) => [room, targets.filter((target) => !isShortcut(target, targets))]),
	);
}

const block = (language, lines) => [`\`\`\`${language}`, ...lines, "```"].join("\n");
