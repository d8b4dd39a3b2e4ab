import { expect, it } from "vitest";
import { digestToken, huaweiPassword } from "../../../src/drivers/soap/security";

it("makes the password of Huawei's header as its platform does", async () => {
	expect(await huaweiPassword("user", "password", "20130618105933")).toBe("1f2e67e642b16f6623459fa76dc3894f");
});

it("makes a password digest that another implementation agrees with", async () => {
	// printf '0123456789abcdef2026-11-22T05:00:00.000Zpassword' | openssl sha1 -binary | base64
	const nonce = new TextEncoder().encode("0123456789abcdef") as Uint8Array<ArrayBuffer>;
	const token = await digestToken(
		{ userName: "user", password: "password" },
		Date.parse("2026-11-22T05:00:00Z"),
		nonce,
	);
	expect(token).toContain('#PasswordDigest">48z7f3nb/XxqhED0MqQhMuCyKB0=</wsse:Password>');
	expect(token).toContain('#Base64Binary">MDEyMzQ1Njc4OWFiY2RlZg==</wsse:Nonce>');
});
