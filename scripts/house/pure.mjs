// House rule about the mark of pure files: a first line ends with `PURE.`, and no file is marked in another way.
import { pureRooms, roomOf } from "./order.mjs";

const mark = / PURE\.$/;

/** A file of src/ is pure when its room is, or when its first line says so. */
export const isPure = ({ path, pieces }) => pureRooms.includes(roomOf(path)) || mark.test(commentsOf(pieces)[0]);

/** @returns one sentence per breach */
export const markBreaches = (files) =>
	files
		.filter(({ pieces }) => isMarkedOtherwise(commentsOf(pieces)))
		.map(({ path }) => `${path}: mark a pure file by "PURE." at the end of its first line, and in no other way.`);

/** The word stands for nothing else in a first line. Later comments may use it, but not in capitals. */
const isMarkedOtherwise = ([first = "", ...later]) =>
	/\bpure\b/i.test(first.replace(mark, "")) || later.some((comment) => /\bPURE\b/.test(comment));

const commentsOf = (pieces) => pieces.filter(({ kind }) => kind === "comment").map(({ text }) => text);
