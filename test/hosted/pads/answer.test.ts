import { beforeEach, describe, expect, it } from "vitest";
import { readAnswer } from "../../../src/hosted/pads/answer";
import { drawPad, type PadTurn, type PadView } from "../../../src/hosted/pads/view";
import { createWorld, type World } from "../../support/world";

let world: World;
beforeEach(async () => {
	world = await createWorld();
});

const turn: PadTurn = { transactionId: "trn1", typeKey: "ChallengeSMS", answers: 0 };

const press = ({ groups }: PadView, text: string) =>
	[...text].map((sign) => groups.flatMap(({ keys }) => keys).find((key) => key.sign === sign)!.id).join("");

const answerOf = (view: PadView, text: string, of: PadTurn = turn) =>
	readAnswer(world.ctx, of, { answer: "", pad: view.sealed, keys: press(view, text) });

const usedBefore = { causes: [{ reason: "keys-used", field: "answer" }] };

describe("what was pressed on a pad", () => {
	it("is the answer that the keys of the view say", async () => {
		const pin = await drawPad(world.ctx, turn, "DevicePinPad");
		expect(await answerOf(pin, "90210")).toBe("90210");
		const full = await drawPad(world.ctx, turn, "DeviceKeyPadFull");
		expect(await answerOf(full, "aZ9~")).toBe("aZ9~");
	});

	it("is read from a second view as well, until an answer was judged", async () => {
		const [first, second] = [
			await drawPad(world.ctx, turn, "DevicePinPad"),
			await drawPad(world.ctx, turn, "DevicePinPad"),
		];
		expect(await answerOf(first, "12")).toBe("12");
		expect(await answerOf(second, "12")).toBe("12");
		for (const view of [first, second]) {
			await expect(answerOf(view, "12", { ...turn, answers: 1 })).rejects.toMatchObject(usedBefore);
		}
	});

	it("is refused in another transaction, and for another type", async () => {
		const view = await drawPad(world.ctx, turn, "DevicePinPad");
		await expect(answerOf(view, "12", { ...turn, transactionId: "trn2" })).rejects.toMatchObject(usedBefore);
		await expect(answerOf(view, "12", { ...turn, typeKey: "ChallengeToken" })).rejects.toMatchObject(usedBefore);
	});

	it("is refused with the map of another view, a broken one, and none", async () => {
		const view = await drawPad(world.ctx, turn, "DevicePinPad");
		const other = await drawPad(world.ctx, turn, "DeviceKeyPadFull");
		const keys = press(other, "Zz!");
		for (const pad of [view.sealed, view.sealed.slice(0, -2), `${view.sealed}A`, "v1.x.y.z", ""]) {
			await expect(readAnswer(world.ctx, turn, { answer: "", pad, keys }), pad).rejects.toMatchObject(usedBefore);
		}
	});

	it("leaves the map unread where somebody typed the answer", async () => {
		expect(await readAnswer(world.ctx, turn, { answer: "12345", pad: "", keys: "" })).toBe("12345");
		expect(await readAnswer(world.ctx, turn, { answer: "12345", pad: "old", keys: "abc" })).toBe("12345");
	});

	it("is missed where nothing was typed", async () => {
		const view = await drawPad(world.ctx, turn, "DevicePinPad");
		await expect(readAnswer(world.ctx, turn, { answer: "", pad: view.sealed, keys: "" })).rejects.toMatchObject({
			causes: [{ reason: "missing", field: "answer" }],
		});
	});

	it("stands in no form: the map is sealed, and the keys tell nothing", async () => {
		const view = await drawPad(world.ctx, turn, "DevicePinPad");
		const ids = view.groups.flatMap(({ keys }) => keys.map(({ id }) => id));
		expect(ids.filter((id) => view.sealed.includes(`"${id}"`))).toEqual([]);
		expect(view.sealed).toMatch(/^v1\./);
		expect((await drawPad(world.ctx, turn, "DeviceTextPad")).sealed).toBe("");
	});
});
