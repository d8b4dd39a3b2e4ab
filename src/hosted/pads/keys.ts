// The keys of a pad: which signs they type, drawn anew for each view, and what pressing them means. PURE.
import type { PadDevice } from "../../challenges/pad";
import { randomText, shuffled } from "../../crypto/random";

const signsOf = {
	digits: "0123456789",
	small: "abcdefghijklmnopqrstuvwxyz",
	capitals: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	signs: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
};
export type KeyGroupName = keyof typeof signsOf;

/** Devices that have keys. */
const groupsOf: Readonly<Partial<Record<PadDevice, readonly KeyGroupName[]>>> = {
	DevicePinPad: ["digits"],
	DeviceKeyPadAlpha: ["digits", "small", "capitals"],
	DeviceKeyPadFull: ["digits", "small", "capitals", "signs"],
};

export interface Key {
	/** Says nothing about the sign, and belongs to this view alone. */
	id: string;
	sign: string;
}

/** Keys that stand together, in the order in which they are drawn. */
export interface KeyGroup {
	name: KeyGroupName;
	keys: readonly Key[];
}

/** Id of a key → the sign that it types. */
export type KeyMap = Readonly<Record<string, string>>;

const idLength = 3;
const idAlphabet = "abcdefghijkmnpqrstuvwxyz23456789";

/** Every order is equally likely. Empty for a device that has no keys. */
export function drawKeys(device: PadDevice): KeyGroup[] {
	const groups = groupsOf[device] ?? [];
	const ids = drawIds(groups.reduce((count, name) => count + signsOf[name].length, 0));
	return groups.map((name) => ({
		name,
		keys: shuffled([...signsOf[name]]).map((sign) => ({ id: ids.pop() ?? "", sign })),
	}));
}

function drawIds(count: number): string[] {
	const ids = new Set<string>();
	while (ids.size < count) ids.add(randomText(idLength, idAlphabet));
	return [...ids];
}

export const mapOf = (groups: readonly KeyGroup[]): KeyMap =>
	Object.fromEntries(groups.flatMap(({ keys }) => keys.map(({ id, sign }) => [id, sign])));

/** @param pressed ids, one after the other. Null: one of them isn't a key of this view. */
export function readPressed(map: KeyMap, pressed: string): string | null {
	const ids = pressed.match(new RegExp(`.{1,${idLength}}`, "gsu")) ?? [];
	const signs = ids.map((id) => (Object.hasOwn(map, id) ? map[id] : undefined));
	return signs.includes(undefined) ? null : signs.join("");
}
