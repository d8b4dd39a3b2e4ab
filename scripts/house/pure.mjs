// House rules about pure files: how a file is marked as one, and what it may import.

import { pureRooms, roomOf } from "./order.mjs";
import { onlyComputes } from "./packages.mjs";

const mark = / PURE\.$/;

/** They compute, or throw, and nothing else. */
const groundOfPureFiles = new Set(["crypto", "errors"]);

/** A value from one of these is a way to the world, so a pure file doesn't even take such an argument. */
const isWayToTheWorld = (target, path) =>
	path === null ? /^((cloudflare|node):|(drizzle-orm|hono)(\/|$))/.test(target) : roomOf(path) === "context";

/** A file of src/ is pure when its room is, or when its first line says so. */
export const isPure = ({ path, pieces }) => pureRooms.includes(roomOf(path)) || mark.test(commentsOf(pieces)[0]);

/** @returns one sentence per breach */
export function pureBreaches(files) {
	const pure = files.filter(isPure);
	const purePaths = new Set(pure.map(({ path }) => path));
	return [...files.flatMap(markBreaches), ...pure.flatMap((file) => importBreaches(file, purePaths))];
}

const markBreaches = ({ path, pieces }) =>
	isMarkedOtherwise(commentsOf(pieces))
		? [`${path}: mark a pure file by "PURE." at the end of its first line, and in no other way.`]
		: [];

const importBreaches = ({ path, imports }, purePaths) =>
	imports
		.map((found) => ({ ...found, advice: adviceAgainst(found, purePaths) }))
		.filter(({ advice }) => advice)
		.map(({ target, advice }) => `${path}: is pure, but imports ${target}. ${advice}`);

function adviceAgainst({ target, path, isType }, purePaths) {
	if (isWayToTheWorld(target, path)) return "Not even its types are for pure files.";
	if (isType || (path === null && onlyComputes(target))) return null;
	if (path === null) return "Import its types alone, or list it in scripts/house/packages.mjs if it only computes.";
	if (purePaths.has(path) || pureRooms.includes(roomOf(path)) || groundOfPureFiles.has(roomOf(path))) return null;
	return "Mark that file as pure, or import its types alone.";
}

/** The word stands for nothing else in a first line. Later comments may use it, but not in capitals. */
const isMarkedOtherwise = ([first = "", ...later]) =>
	/\bpure\b/i.test(first.replace(mark, "")) || later.some((comment) => /\bPURE\b/.test(comment));

const commentsOf = (pieces) => pieces.filter(({ kind }) => kind === "comment").map(({ text }) => text);
