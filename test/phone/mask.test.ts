import { describe, expect, it } from "vitest";
import { maskDestination } from "../../src/phone/mask";

describe("masked destinations", () => {
	it.each([
		["+14155551337", "+1415*****37"],
		["ada@example.com", "a***@example.com"],
		["U024BE7LH", "U0***"],
		["+123", "+1***"],
	])("shows %s as %s", (destination, masked) => {
		expect(maskDestination(destination)).toBe(masked);
	});
});
