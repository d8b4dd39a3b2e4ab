// Whether an action of customer care can be taken, as far as it is known before somebody tries.
import { describe, expect, it } from "vitest";
import { againstAction, type CareActionName, careActions } from "../../src/care/against";
import type { CaredPerson } from "../../src/care/overview";
import { type Actor, permissions } from "../../src/context";

const operator: Actor = { kind: "administrator", id: "adm1", name: "Grace", role: "HELP_DESK", permissions };

const bare = {
	lock: { failures: 0, lockedUntil: null, inARow: [] },
	failures: {},
	questions: 0,
	hasPhrase: false,
	devices: [],
	allowedUntil: null,
	helpDeskCode: null,
} as unknown as CaredPerson;

const possible = (person: Partial<CaredPerson> = {}, actor = operator) =>
	careActions.filter((name) => againstAction(name, { ...bare, ...person }, actor) === null);

const always: CareActionName[] = ["reset-otp-profile", "reset-all"];

describe("what can be done for a person", () => {
	it("is, for somebody who has nothing, what may be about another application, and what is given", () => {
		expect(possible()).toEqual(["temporary-allow", "help-desk-code", ...always]);
	});

	it.each<[CareActionName, Partial<CaredPerson>]>([
		["unlock", { lock: { ...bare.lock, failures: 1 } }],
		["unlock", { failures: { ChallengeSMS: 1 } }],
		["reset-questions", { questions: 3 }],
		["reset-phrase", { hasPhrase: true }],
		["unregister-devices", { devices: [{} as CaredPerson["devices"][number]] }],
	])("is %s where there is something to do: %j", (name, person) => {
		expect(possible()).not.toContain(name);
		expect(possible(person)).toContain(name);
	});

	it("is to cancel an allow that is there, and not to grant another one", () => {
		expect(possible({ allowedUntil: 1 })).toEqual(["temporary-allow/cancel", "help-desk-code", ...always]);
	});

	it("is no second code, and none for a locked person", () => {
		const code = { applicationId: "0oa1", endsAt: 1 } as CaredPerson["helpDeskCode"];
		expect(againstAction("help-desk-code", { ...bare, helpDeskCode: code }, operator)).toEqual({ by: "nothing" });
		const lock = { ...bare.lock, lockedUntil: 1 };
		expect(againstAction("help-desk-code", { ...bare, lock }, operator)).toEqual({ by: "lock" });
		expect(againstAction("unlock", { ...bare, lock: { ...lock, failures: 5 } }, operator)).toBeNull();
	});

	it("needs the permission of an action, for administrators, too", () => {
		for (const role of ["HELP_DESK", "ADMINISTRATOR"] as const) {
			const without: Actor = { ...operator, role, permissions: ["temporaryAllow"] };
			expect(possible({}, without)).toEqual(["temporary-allow", ...always]);
			const code = againstAction("help-desk-code", bare, without);
			expect(code).toEqual({ by: "permission", permission: "helpDeskCode" });
		}
	});
});
