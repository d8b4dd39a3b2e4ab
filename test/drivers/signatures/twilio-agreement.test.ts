// Our check of X-Twilio-Signature beside the one of Twilio's own library, on every case and on changes of each.

import { validateRequest, validateRequestWithBody } from "twilio/lib/webhooks/webhooks";
import { describe, expect, it } from "vitest";
import { isGenuineTwilioRequest } from "../../../src/drivers/signatures/twilio";
import vectors from "../../vectors/signatures.json";
import { formOf, type SignatureCase } from "./cases";

const cases = (vectors as unknown as SignatureCase[]).filter(({ provider }) => provider === "twilio");

const changes: [what: string, (of: SignatureCase) => SignatureCase][] = [
	["as it is", (of) => of],
	["another token", (of) => ({ ...of, authToken: "54321" })],
	["a parameter more", (of) => ({ ...of, params: of.params && { ...of.params, Zz: "1" } })],
	["a path more", (of) => ({ ...of, url: of.url?.replace(/\?|$/, "/more$&") })],
	["the standard port", (of) => ({ ...of, url: of.url?.replace(/^(https:\/\/[^/:]+)\//, "$1:443/") })],
	["no port", (of) => ({ ...of, url: of.url?.replace(/^(https:\/\/[^/:]+):\d+/, "$1") })],
	["a repeated value", (of) => ({ ...of, params: of.params && { ...of.params, To: ["+4520123456", "+4520123456"] } })],
];

function vendorSays({ authToken = "", url = "", header = {}, params, body }: SignatureCase): boolean {
	const signature = header["X-Twilio-Signature"] ?? "";
	return params
		? validateRequest(authToken, signature, url, params)
		: validateRequestWithBody(authToken, signature, url, String(body));
}

const weSay = ({ authToken = "", url = "", header, params, body }: SignatureCase) =>
	isGenuineTwilioRequest({
		authToken,
		url,
		headers: new Headers(header),
		body: params ? formOf(params) : String(body),
	});

describe("Twilio's own library", () => {
	it("has nineteen cases", () => {
		expect(cases).toHaveLength(19);
	});

	it.each(cases.map((of) => [of.name, of] as const))("agrees: %s", async (_name, of) => {
		expect(vendorSays(of)).toBe(of.valid);
		for (const [what, change] of changes) {
			const changed = change(of);
			expect([what, await weSay(changed)]).toEqual([what, vendorSays(changed)]);
		}
	});

	it("is laxer in one thing: it also tries the URL as a browser would write it", async () => {
		const { url = "", ...of } = cases.find(({ name }) => name === "message status delivered")!;
		const shouted = { ...of, url: url.replace("otp.example.com", "OTP.example.com") };
		expect([vendorSays(shouted), await weSay(shouted)]).toEqual([true, false]);
	});
});
