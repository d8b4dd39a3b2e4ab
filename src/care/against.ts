// What stands against each action of customer care: for this person, or for this operator. The verbs decide again.
import { type Actor, hasPermission, type Permission } from "../context";
import type { CaredPerson } from "./overview";

/** The last words of their addresses, in the order in which a person on the telephone needs them. */
export const careActions = [
	"unlock",
	"temporary-allow",
	"temporary-allow/cancel",
	"help-desk-code",
	"reset-otp-profile",
	"reset-questions",
	"reset-phrase",
	"reset-all",
	"unregister-devices",
] as const;
export type CareActionName = (typeof careActions)[number];

const permissionOf: Readonly<Partial<Record<CareActionName, Permission>>> = {
	"temporary-allow": "temporaryAllow",
	"temporary-allow/cancel": "temporaryAllow",
	"help-desk-code": "helpDeskCode",
};

/** `nothing`: there is nothing to do. `lock`: a locked person gets no code. */
export type Against = { by: "permission"; permission: Permission } | { by: "nothing" | "lock" };

/** Null: nothing, as far as it is known. */
export function againstAction(name: CareActionName, person: CaredPerson, actor: Actor): Against | null {
	const permission = permissionOf[name];
	if (permission !== undefined && !hasPermission(actor, permission)) return { by: "permission", permission };
	if (!hasSomethingToDo(name, person)) return { by: "nothing" };
	return name === "help-desk-code" && person.lock.lockedUntil !== null ? { by: "lock" } : null;
}

function hasSomethingToDo(name: CareActionName, person: CaredPerson): boolean {
	switch (name) {
		case "unlock":
			return person.lock.failures > 0 || Object.keys(person.failures).length > 0;
		case "temporary-allow":
			return person.allowedUntil === null;
		case "temporary-allow/cancel":
			return person.allowedUntil !== null;
		case "help-desk-code":
			return person.helpDeskCode === null;
		case "reset-questions":
			return person.questions > 0;
		case "reset-phrase":
			return person.hasPhrase;
		case "unregister-devices":
			return person.devices.length > 0;
		// Known are one application's contact data, and a reset is about those of all.
		case "reset-otp-profile":
		case "reset-all":
			return true;
	}
}
