import { describe, expect, it } from "vitest";
import { readBounded } from "../../src/net/read-bounded";

const bodyOf = (...chunks: (number[] | Error)[]) => {
	const left = [...chunks];
	let isCancelled = false;
	const body = new ReadableStream<Uint8Array>({
		pull(controller) {
			const next = left.shift();
			if (next === undefined) controller.close();
			else if (next instanceof Error) controller.error(next);
			else controller.enqueue(new Uint8Array(next));
		},
		cancel: () => {
			isCancelled = true;
		},
	});
	return { body, isCancelled: () => isCancelled };
};

describe("a body from outside", () => {
	it("is text, also where a character is cut in two", async () => {
		const { body } = bodyOf([0x61, 0xc3], [0xa9]);
		expect(await readBounded(body, 3)).toEqual({ text: "aé", isWhole: true });
		expect(await readBounded(null, 3)).toEqual({ text: "", isWhole: true });
	});

	it("is left once it is too large, with more than was allowed", async () => {
		const { body, isCancelled } = bodyOf([0x61, 0x61], [0x62, 0x62], [0x63], [0x64]);
		expect(await readBounded(body, 3)).toEqual({ text: "aabb", isWhole: false });
		expect(isCancelled()).toBe(true);
	});

	it("throws when it breaks off", async () => {
		const { body } = bodyOf([0x61], new Error("lost"));
		await expect(readBounded(body, 3)).rejects.toThrow("lost");
	});
});
