import { describe, expect, it } from "vitest";
import type { Actor } from "../../src/context";
import { actorParty, apiTokenIdOf, transactionOf } from "../../src/log/actor";

const token: Actor = { kind: "token", id: "00T1", name: "ci", role: "VERIFIER" };
const administrator: Actor = { kind: "administrator", id: "adm1", name: "Ada", role: "ADMINISTRATOR" };
const application: Actor = { kind: "application", id: "app1", name: "Shop", role: "VERIFIER", tokenId: "00T2" };
const user: Actor = { kind: "user", id: "00u1", name: "dana@example.com" };
const system: Actor = { kind: "system" };

describe("the actor of an event", () => {
	it.each([
		[token, { id: "00T1", type: "ApiToken", displayName: "ci" }],
		[administrator, { id: "adm1", type: "User", displayName: "Ada" }],
		[application, { id: "app1", type: "PublicClientApp", displayName: "Shop" }],
		[user, { id: "00u1", type: "User", displayName: "dana@example.com" }],
		[system, { id: "tessera", type: "SystemPrincipal", displayName: "Tessera" }],
	] as const)("is told in Okta's words: %o", (actor, party) => {
		expect(actorParty(actor)).toEqual(party);
	});

	it("names an API token only when a token asked, for itself or for its application", () => {
		expect([token, administrator, application, user, system].map(apiTokenIdOf)).toEqual([
			"00T1",
			undefined,
			"00T2",
			undefined,
			undefined,
		]);
	});

	it("works on a job only when nobody asked", () => {
		expect([token, administrator, application, user].map(transactionOf)).toEqual(["WEB", "WEB", "WEB", "WEB"]);
		expect(transactionOf(system)).toBe("JOB");
	});
});
