// Reading contact data: what a user has registered, and what still waits for its proof.
import { and, asc, eq } from "drizzle-orm";
import type { Ctx } from "../context";
import { keyedHash } from "../crypto/digest";
import { directoryFailed } from "../errors";
import { type ContactField, type ContactKind, type ContactSettings, isProvable } from "./fields";
import type { ContactOwner } from "./storage";
import { storageNames, storageOf } from "./storages";
import { type ContactFlagRow, contactFlags } from "./table";
import { foldedValue, readValue } from "./value";

export interface Contact {
	field: ContactField;
	value: string;
	/** It counts. Otherwise it waits for its proof. */
	isProven: boolean;
	slot: Slot;
	flag: ContactFlagRow;
}

/** A new value has a place of its own beside the one that counts, until somebody has proven it. */
export type Slot = "OWN" | "NEW";

const suffixes = { OWN: "", NEW: ":new" } as const;

export const flagKey = ({ flagPrefix }: ContactSettings, field: Pick<ContactField, "key">, slot: Slot): string =>
	flagPrefix + field.key + suffixes[slot];

export const valueKey = ({ valuePrefix }: ContactSettings, field: Pick<ContactField, "key">, slot: Slot): string =>
	valuePrefix + field.key + suffixes[slot];

/** Finds an exact value again. Equal numbers and addresses of different fields have equal hashes. */
export const hashOf = (ctx: Ctx, kind: ContactKind, value: string): Promise<string> =>
	keyedHash(ctx.env.lookupKey, `contacts.${kind}`, foldedValue(kind, value));

/** Ids of those who have proven this number or address. People may share one. */
export async function usersOfContact(ctx: Ctx, kind: ContactKind, value: string): Promise<string[]> {
	const rows = await ctx.db
		.selectDistinct({ userId: contactFlags.userId })
		.from(contactFlags)
		.where(and(eq(contactFlags.provenHash, await hashOf(ctx, kind, value)), eq(contactFlags.status, "REGISTERED")))
		.orderBy(asc(contactFlags.userId));
	return rows.map(({ userId }) => userId);
}

export const readFlags = (ctx: Ctx, userId: string): Promise<ContactFlagRow[]> =>
	ctx.db.select().from(contactFlags).where(eq(contactFlags.userId, userId));

/** All that isn't reset, by the order of the fields: what counts, and what waits. Throws while a directory fails. */
export async function listContacts(ctx: Ctx, owner: ContactOwner, settings: ContactSettings): Promise<Contact[]> {
	const flags = new Map((await readFlags(ctx, owner.id)).map((flag) => [flag.key, flag]));
	const wanted = settings.fields.flatMap((field) =>
		(["OWN", "NEW"] as const).flatMap((slot) => {
			const flag = flags.get(flagKey(settings, field, slot));
			// A value in a storage that the field doesn't have any more is out of reach.
			return flag && flag.status !== "OFF" && flag.storage === field.storage ? [{ field, slot, flag }] : [];
		}),
	);
	const values = await readValues(ctx, owner, wanted);
	const contacts = await Promise.all(
		wanted.map(async ({ field, slot, flag }) => {
			const found = values.get(flag.valueKey);
			if (found === undefined) return [];
			const value = await believed(field, found, settings.region);
			const isProven =
				slot === "OWN" && (!isProvable(field) || (await hashOf(ctx, field.kind, value)) === flag.provenHash);
			return [{ field, value, isProven, slot, flag }];
		}),
	);
	return contacts.flat();
}

interface Wanted {
	field: ContactField;
	flag: ContactFlagRow;
}

async function readValues(ctx: Ctx, owner: ContactOwner, wanted: readonly Wanted[]): Promise<Map<string, string>> {
	const read = await Promise.all(
		storageNames.map((storage) => {
			const flags = wanted.map(({ flag }) => flag).filter((flag) => flag.storage === storage);
			return storageOf({ storage }).read(
				ctx,
				owner,
				flags.map(({ valueKey }) => valueKey),
			);
		}),
	);
	return new Map(read.flatMap((values) => [...values]));
}

/** A directory is believed as far as a person would be. Our own values were checked when they came. */
async function believed(field: ContactField, value: string, region: string | null): Promise<string> {
	if (field.storage === "DATABASE") return value;
	const checked = await readValue(field, value, region);
	if (!checked.ok) throw directoryFailed("directory-value");
	return checked.value;
}
