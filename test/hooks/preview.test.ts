import { describe, expect, it } from "vitest";
import { previewRequest } from "../../src/hooks/preview";
import { TelephonyRequest } from "../../src/hooks/telephony";
import { createWorld } from "../support/world";

describe("a preview", () => {
	it("is a request that a hook could get, with a code that is nobody's", async () => {
		const world = await createWorld();
		const user = { id: "00u1", login: "ada@example.com", firstName: "Ada", lastName: null, phone: "+815012345678" };
		const event = "com.okta.user.telephony.account-unlock";
		const request = previewRequest(
			world.ctx,
			{ id: "cal1", callWord: "Voice" },
			{ user, event, channel: "CALL", locale: "ja" },
		);
		expect(request).toMatchObject({
			source: "https://otp.test/api/v1/inlineHooks/cal1",
			requestType: event,
			data: {
				userProfile: { userId: "00u1", login: "ada@example.com", firstName: "Ada" },
				messageProfile: {
					phoneNumber: "+815012345678",
					otpCode: "012345",
					deliveryChannel: "Voice",
					locale: "JA-JP",
					otpExpires: new Date(world.clock.now + 300_000).toISOString(),
				},
			},
		});
		expect(request.data.messageProfile.msgTemplate).toContain("012345");
		expect(Object.keys(request.data.userProfile)).not.toContain("phone");
		expect(TelephonyRequest.safeParse(request).success).toBe(true);
	});
});
