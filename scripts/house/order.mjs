// The rooms of src/: in which order they stand, and which of them are pure. docs/house.md tells the reasons.

/**
 * The order of the rooms, ground first. A room is a folder of src/, or a file that lies there directly.
 * It imports rooms on earlier lines only; rooms on one line don't import each other.
 */
export const order = [
	["crypto", "derived", "env", "languages", "net", "worker-log"],
	["errors"],
	["db", "filters", "ids", "otp", "phone", "queue", "ui"],
	["context"],
	["objects", "priorities", "remembered", "web"],
	["generation", "keys", "log"],
	["dead-letters", "guard", "meter", "settings"],
	["applications", "authenticators", "messages", "users"],
	["access", "administrators", "contacts", "devices", "groups", "hooks", "inbox"],
	["drivers"],
	["providers"],
	["delivery"],
	["policies"],
	["factors", "inbound"],
	["challenges", "imports", "notices"],
	["decisions"],
	["registration"],
	["transactions"],
	["care"],
	["console", "hosted", "reference"],
	["challenge-pages", "token-pages"],
	["app"],
	["index"],
];

/** Every file of these rooms is pure. In other rooms a file says so itself: its first line ends with `PURE.` */
export const pureRooms = ["otp", "phone"];

/** `src/users/service.ts` → `users`, `src/db.ts` and a folder `src/db` → `db`; null outside src/. */
export function roomOf(path) {
	const [top, room = ""] = path.split("/");
	return top === "src" ? room.replace(/\.tsx?$/, "") : null;
}

/** The place of a room in the order, -1 for an unknown room. */
export const lineOf = (room) => order.findIndex((rooms) => rooms.includes(room));
