// Users with contact data, and directories of this machine that keep it.
import { inject } from "vitest";
import { contactSettings } from "../../src/contacts/fields";
import { listContacts } from "../../src/contacts/read";
import { findWaiting, proveContact, registerContact } from "../../src/contacts/register";
import { readValue } from "../../src/contacts/value";
import { directoryManager } from "../../src/settings/catalogue/fields";
import { getUser } from "../../src/users/service";
import type { User } from "../../src/users/user";
import { ofDefault, setProperty } from "../settings/properties";
import { unique, type World } from "../support/world";
import { newUser } from "../users/people";

const { directories, door } = inject("servers");

export const number = "+819012345678";
export const otherNumber = "+819087654321";

/** A user, and the verbs for this user's contact data by the default's settings. */
export async function createPerson(world: World, profile: object = {}) {
	const { id } = await newUser(world, profile);
	return personOf(world, await getUser(world.ctx, id));
}

export function personOf(world: World, user: User, applicationId?: string) {
	const { ctx } = world;
	const settings = () => contactSettings(ctx, applicationId);
	return {
		user,
		/** Throws what `readValue` refuses, as a text. */
		async register(key: string, typed: string, isProven = false) {
			const { fields, region } = await settings();
			const field = fields.find((one) => one.key === key)!;
			const read = await readValue(field, typed, region);
			if (!read.ok) throw new Error(read.cause.reason);
			await registerContact(ctx, user, await settings(), { field, value: read.value, isProven, textVersion: null });
		},
		prove: async (key: string, value: string) => proveContact(ctx, user, await settings(), key, value),
		waiting: async (key: string) => (await findWaiting(ctx, user, await settings(), key))?.value ?? null,
		/** What counts, by the keys of fields: proven numbers and addresses, and what needs no proof. */
		proven: async () => {
			const contacts = await listContacts(ctx, user, await settings());
			return Object.fromEntries(
				contacts.filter(({ isProven }) => isProven).map(({ field, value }) => [field.key, value]),
			);
		},
		list: async () => listContacts(ctx, user, await settings()),
	};
}

export type Person = Awaited<ReturnType<typeof createPerson>>;

/** Has fields kept in a directory of this machine, which does what the word says. */
export async function useDirectory(world: World, ...keys: string[]) {
	const name = unique("directory");
	const secret = "Bearer s3cret-of-the-directory";
	const become = async (behaviour: string, url = `${directories}/${name}/${behaviour}`) => {
		const body = { url, authHeader: "Authorization", authValue: secret };
		const answer = await world.call("PUT", "/api/v1/contact-directory", body);
		if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
	};
	await become("ok");
	for (const key of keys) {
		await setProperty(world, ofDefault(`userinfo.inputs.enum.${key}.managerClass`), directoryManager);
	}
	const ask = async (what: string) => (await fetch(`${door}/directories/${what}?name=${name}`)).json();
	return {
		secret,
		become,
		/** `[name login key, value]` */
		values: async () =>
			((await ask("values")) as [string, string | null][]).map(([place, value]) => [place.split(" ").at(-1), value]),
		requests: () =>
			ask("requests") as Promise<{ method: string; url: string; headers: Record<string, string>; body: string }[]>,
	};
}
