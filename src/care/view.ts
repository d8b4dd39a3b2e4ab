// A person on the wire, as customer care may see it: numbers and addresses masked, and no phrase and no answer.
import type * as z from "zod";
import { toContactView } from "../contacts/view";
import type { Ctx } from "../context";
import { toRegisteredDeviceView } from "../devices/view";
import { toStoppedNumberView } from "../factors/stopped-numbers";
import { toLockView } from "../users/view";
import type { CaredPerson } from "./overview";
import type { CaredPersonView, FoundPersonView, TemporaryAllowView } from "./schema";

export const toFoundPersonView = ({ id, login, displayName, status }: FoundPersonView): FoundPersonView => ({
	id,
	login,
	displayName,
	status,
});

export const toTemporaryAllowView = (until: number): z.input<typeof TemporaryAllowView> => ({
	until: new Date(until).toISOString(),
});

export const toCaredPersonView = (ctx: Ctx, person: CaredPerson): CaredPersonView => ({
	...toFoundPersonView(person.user),
	contacts: person.contacts?.map(toContactView) ?? null,
	isOptedOut: person.isOptedOut,
	stoppedNumbers: person.stoppedNumbers.map(toStoppedNumberView),
	factors: person.factors.map(({ id, factorType, name, status, maskedContact, isSwitchedOff, createdAt }) => ({
		id,
		factorType,
		name,
		status,
		contact: maskedContact,
		isSwitchedOff,
		created: new Date(createdAt).toISOString(),
	})),
	questions: person.questions,
	hasPhrase: person.hasPhrase,
	recoveryCodesLeft: person.recoveryCodesLeft,
	lock: toLockView(person.lock),
	failures: person.failures,
	temporaryAllow: person.allowedUntil === null ? null : toTemporaryAllowView(person.allowedUntil),
	helpDeskCode: person.helpDeskCode && {
		application: person.helpDeskCode.applicationId,
		expires: new Date(person.helpDeskCode.endsAt).toISOString(),
	},
	registeredDevices: person.devices.map((row) => toRegisteredDeviceView(ctx, row)),
});
