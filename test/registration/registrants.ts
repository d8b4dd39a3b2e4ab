// People who register by the default's settings, with the pages and a challenge type switched on.
import type { Action } from "../../src/policies/challenge/checkpoints";
import { openRegistration } from "../../src/registration/open";
import { registerFields } from "../../src/registration/register";
import type { Registrant, RegistrationPage } from "../../src/registration/registrant";
import type { User } from "../../src/users/user";
import { createPerson, personOf } from "../contacts/contacts";
import { ofDefault, setProperty } from "../settings/properties";
import type { World } from "../support/world";

export const switchOn = async (world: World, ...names: string[]) => {
	for (const name of names) await setProperty(world, ofDefault(name), "true");
};

/** Both pages, and text messages. */
export const switchRegistrationOn = (world: World) =>
	switchOn(
		world,
		"register.userinfo.enabled",
		"userpreferences.userinfo.enabled",
		"challenge.type.enum.ChallengeSMS.available",
	);

export async function createRegistrant(world: World, more: Partial<Registrant> = {}) {
	const { user } = await createPerson(world);
	return registrantOf(world, user, more);
}

export function registrantOf(world: World, user: User, more: Partial<Registrant> = {}) {
	const registrant: Registrant = { user, applicationId: undefined, languages: ["en"], ...more };
	return {
		...personOf(world, user, more.applicationId),
		user,
		registrant,
		open: (action: Action = "REGISTER_USER_INFO", isChallenged = false) =>
			openRegistration(world.ctx, registrant, action, { isChallenged }),
		fillIn: async (typed: Record<string, string>, page: RegistrationPage = "REGISTRATION") =>
			(await registerFields(world.ctx, registrant, page, typed)).map(({ key }) => key),
	};
}
