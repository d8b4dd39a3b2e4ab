import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { type Actor, createCtx, livePlatform } from "../../src/context";
import { clientOf } from "../../src/decisions/client";
import { decideFor } from "../../src/decisions/service";
import { createList, createPolicy, removeAllPolicies, ruleOf } from "../policies/challenge/policies";
import { createWorld } from "../support/world";

const page: Actor = { kind: "user", id: "00uAda", name: "Ada" };
const server: Actor = { kind: "token", id: "00T1", name: "server", role: "ADMINISTRATOR" };
const tokyo = { country: "JP", asn: 2516, latitude: "35.68950", longitude: "139.69171" };
const headers = { "cf-connecting-ip": "203.0.113.9", "user-agent": "Firefox" };

function contextOf(actor: Actor, cf: Record<string, unknown> | undefined, sent: Record<string, string> = headers) {
	const request = new Request("https://otp.test/", { headers: sent, ...(cf ? { cf } : {}) } as RequestInit);
	return { ...createCtx(env, livePlatform, () => {}, request), actor };
}

describe("the browser that a decision is about", () => {
	it("is the person's own on a page: the platform says where it is, whatever is told", () => {
		const told = { ip: "198.51.100.1", country: "KP", userAgent: "told", deviceToken: "a token of sixteen" };
		expect(clientOf(contextOf(page, tokyo), told)).toEqual({
			ip: "203.0.113.9",
			userAgent: "Firefox",
			country: "JP",
			asn: 2516,
			latitude: 35.6895,
			longitude: 139.69171,
			deviceToken: "a token of sixteen",
		});
	});

	it.each([
		["nothing is known", undefined, {}],
		["the country isn't known", { country: "XX" }, {}],
		["the address is Tor's", { country: "T1", asn: 60729 }, { asn: 60729 }],
		["only half a place is known", { latitude: "35.6" }, {}],
		["the place is no number", { latitude: "", longitude: "here" }, {}],
		["the place is zero", { latitude: "0", longitude: "0.0" }, { latitude: 0, longitude: 0 }],
		["values have other types", { country: 5, asn: "2516" }, {}],
	])("has unknown facts where %s", (_, cf, expected) => {
		expect(clientOf(contextOf(page, cf, {}), {})).toEqual(expected);
	});

	it.each([server, { ...server, kind: "application", tokenId: "00T1" } as Actor, { kind: "system" } as Actor])(
		"is what a server tells, and never the server itself: %j",
		(actor) => {
			expect(clientOf(contextOf(actor, tokyo), {})).toEqual({});
			expect(clientOf(contextOf(actor, tokyo), { country: "KP" })).toEqual({ country: "KP" });
		},
	);

	it("makes a policy decide by the platform's country on a page, and by the told one for a server", async () => {
		const world = await createWorld();
		await removeAllPolicies(world);
		const { id: listId } = await createList(world, { kind: "COUNTRIES", values: ["JP"] });
		const conditions = [{ condition: "location-country-in-list", parameters: { listId } }];
		await createPolicy(world, { checkpoint: "REGISTRATION", rules: [ruleOf({ conditions, actionGroup: "BLOCK" })] });
		const ask = async (actor: Actor, client: { country?: string }, record = false) => {
			const input = { checkpoint: "REGISTRATION" as const, client, record };
			return (await decideFor(contextOf(actor, tokyo), input)).decided.action;
		};
		expect(await ask(page, { country: "DK" })).toBe("BLOCK");
		expect(await ask(server, {})).toBe("ALLOW");
		expect(await ask(server, { country: "JP" })).toBe("BLOCK");
		await ask(page, {}, true);
		const row = await env.DB.prepare("SELECT latitude, ip_address FROM decisions ORDER BY decided_at DESC").first();
		expect(row).toEqual({ latitude: 35.6895, ip_address: "203.0.113.9" });
	});
});
