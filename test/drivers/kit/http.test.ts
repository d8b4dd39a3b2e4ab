import { describe, expect, it } from "vitest";
import { kindOfStatus } from "../../../src/drivers/kit/http";

describe("a status without a code of the provider's own", () => {
	it.each([
		[202, "unknown"],
		[307, "misconfigured"],
		[400, "permanent"],
		[401, "misconfigured"],
		[403, "misconfigured"],
		[404, "misconfigured"],
		[425, "temporary"],
		[429, "temporary"],
		[503, "temporary"],
	] as const)("of %i means a failure that is %s", (status, kind) => {
		expect(kindOfStatus(status)).toBe(kind);
	});

	it.each([408, 500, 501, 502, 504, 520, 524, 599])(
		"of %i leaves open whether the message left, behind a gateway",
		(status) => {
			expect(kindOfStatus(status)).toBe("unknown");
		},
	);
});
