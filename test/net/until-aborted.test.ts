import { describe, expect, it } from "vitest";
import { Aborted, within } from "../../src/net/until-aborted";

const later = <T>(ms: number, value: T) => new Promise<T>((resolve) => setTimeout(() => resolve(value), ms));

describe("work with a time", () => {
	it("settles as it would without", async () => {
		expect(await within(1_000, later(5, "done"))).toBe("done");
		const failure = new Error("broken");
		await expect(within(1_000, Promise.reject(failure))).rejects.toBe(failure);
	});

	it("is Aborted when the time is up, whatever becomes of it", async () => {
		await expect(within(20, later(200, "too late"))).rejects.toBeInstanceOf(Aborted);
		const failing = later(40, null).then(() => Promise.reject(new Error("too late")));
		await expect(within(20, failing)).rejects.toBeInstanceOf(Aborted);
		await later(60, null);
	});
});
