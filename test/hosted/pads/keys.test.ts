import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PadDevice } from "../../../src/challenges/pad";
import { drawKeys, mapOf, readPressed } from "../../../src/hosted/pads/keys";

const digits = "0123456789";
const letters = "abcdefghijklmnopqrstuvwxyz";
/** What can be typed on each device that has keys: the full one types all of ASCII that can be seen. */
const signsOf: [PadDevice, string][] = [
	["DevicePinPad", digits],
	["DeviceKeyPadAlpha", digits + letters + letters.toUpperCase()],
	["DeviceKeyPadFull", Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join("")],
];
const keysOf = (device: PadDevice) => drawKeys(device).flatMap(({ keys }) => keys);
const sorted = (signs: string) => [...signs].sort().join("");

const device = fc.constantFrom(...signsOf);

describe("the keys of a pad", () => {
	it.each(signsOf)("%s types each of its signs by one key", (name, signs) => {
		expect(
			sorted(
				keysOf(name)
					.map(({ sign }) => sign)
					.join(""),
			),
		).toBe(sorted(signs));
	});

	it.each(["DeviceHTMLControl", "DeviceTextPad", "DeviceQuestionPad"] as const)("%s has none", (name) => {
		expect(drawKeys(name)).toEqual([]);
	});

	it("have ids that occur once, and that letters and digits make", () => {
		fc.assert(
			fc.property(device, ([name]) => {
				const ids = keysOf(name).map(({ id }) => id);
				expect(new Set(ids).size).toBe(ids.length);
				expect(ids.filter((id) => !/^[a-z2-9]{3}$/.test(id))).toEqual([]);
			}),
			{ numRuns: 30 },
		);
	});

	it("give back every text that was pressed on them", () => {
		const pressing = device.chain(([name, signs]) =>
			fc.tuple(fc.constant(name), fc.array(fc.constantFrom(...signs), { minLength: 1, maxLength: 40 })),
		);
		fc.assert(
			fc.property(pressing, ([name, text]) => {
				const groups = drawKeys(name);
				const idOf = new Map(groups.flatMap(({ keys }) => keys.map(({ id, sign }) => [sign, id])));
				const pressed = text.map((sign) => idOf.get(sign)).join("");
				expect(readPressed(mapOf(groups), pressed)).toBe(text.join(""));
			}),
		);
	});

	it("stand at each place equally often, and mean something else in each view", () => {
		const views = 2_000;
		const atFirst = new Map<string, number>();
		const idsOfFive = new Set<string>();
		for (let view = 0; view < views; view++) {
			const keys = keysOf("DevicePinPad");
			atFirst.set(keys[0]!.sign, (atFirst.get(keys[0]!.sign) ?? 0) + 1);
			idsOfFive.add(keys.find(({ sign }) => sign === "5")!.id);
		}
		// 200 of each are expected; six standard deviations are 80.
		for (const digit of digits) expect(Math.abs((atFirst.get(digit) ?? 0) - views / 10), digit).toBeLessThan(80);
		expect(idsOfFive.size).toBeGreaterThan(views * 0.9);
	});

	it("are refused when they are another view's, cut off, or anything else", () => {
		const one = drawKeys("DevicePinPad");
		const other = drawKeys("DevicePinPad");
		const [first, second] = [mapOf(one), mapOf(other)];
		for (const { id } of other[0]!.keys) if (!(id in first)) expect(readPressed(first, id)).toBeNull();
		const id = Object.keys(second).find((id) => id !== id.toUpperCase())!;
		expect(readPressed(second, id)).toBe(second[id]);
		for (const wrong of [id.slice(1), `${id}a`, `${id} `, `${id}\n`, "__proto__", "toString", "🙂", id.toUpperCase()]) {
			expect(readPressed(second, wrong), wrong).toBeNull();
		}
	});

	it("are refused whatever a stranger sends", () => {
		const map = mapOf(drawKeys("DeviceKeyPadFull"));
		fc.assert(
			fc.property(fc.string({ unit: "binary", minLength: 1 }), (sent) => {
				const read = readPressed(map, sent);
				const isOfKeys = sent.length % 3 === 0 && (sent.match(/.../g) ?? []).every((id) => id in map);
				if (!isOfKeys) expect(read).toBeNull();
			}),
		);
	});
});
