// JSON Web Tokens with an HMAC: published ones that MessageBird signs, among them some of other algorithms.
import { describe, expect, it } from "vitest";
import { openHs256Jwt } from "../../../src/drivers/signatures/jwt";
import vectors from "../../vectors/signatures.json";
import type { SignatureCase } from "./cases";

const cases = (vectors as unknown as SignatureCase[]).filter(({ provider }) => provider === "messagebird");
const open = ({ token = "", secret = "" }: SignatureCase) => openHs256Jwt(token, secret);
const byName = (start: string) => cases.find(({ name }) => name.startsWith(start))!;

describe("a token with HS256", () => {
	it("opens with its secret, into its claims", async () => {
		const signed = cases.filter(({ name, valid }) => valid && !/^HS(384|512)/.test(name));
		expect(signed).toHaveLength(22);
		for (const of of signed) expect(await open(of), of.name).toMatchObject({ iss: "MessageBird", exp: 1625479260 });
	});

	it.each(["Different secret", "HS384 alg", "HS512 alg", "none alg"])("doesn't open: %s", async (name) => {
		expect(await open(byName(name))).toBeNull();
	});

	it("doesn't open once a part was changed, left out or added", async () => {
		const { token = "", secret = "" } = byName("Valid JWT");
		const [header, payload, signature] = token.split(".");
		const other = byName("Payload does not match").token!.split(".")[1];
		for (const changed of [
			`${header}.${other}.${signature}`,
			`${header}.${payload}`,
			`${header}.${payload}.`,
			`${token}.`,
			`.${payload}.${signature}`,
			"",
		]) {
			expect(await openHs256Jwt(changed, secret), changed).toBeNull();
		}
	});
});
