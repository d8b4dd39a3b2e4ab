// Registering contact data, and proving whose it is. A number or address counts once it is proven.
import { and, eq, sql } from "drizzle-orm";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import { logStatement } from "../log/write";
import { type User, userParty } from "../users/user";
import { type ContactField, type ContactSettings, isProvable } from "./fields";
import { type Contact, flagKey, hashOf, listContacts, readFlags, type Slot, valueKey } from "./read";
import type { Statements } from "./storage";
import { storageOf } from "./storages";
import { type ContactFlagRow, contactFlags } from "./table";

export interface NewContact {
	field: ContactField;
	/** As `readValue` makes it. */
	value: string;
	/** Something else has proven the value, such as an active factor with the same address. */
	isProven: boolean;
	/** Of the texts that the person saw beside a check box. */
	textVersion: string | null;
}

/**
 * Keeps a value. One that has to be proven waits beside the value that counts, unless it was proven before and not
 * reset since. Throws 503 when a directory didn't keep it, or nobody knows: then nothing new counts.
 */
export async function registerContact(
	ctx: Ctx,
	user: User,
	settings: ContactSettings,
	{ field, value, isProven, textVersion }: NewContact,
): Promise<void> {
	const hash = isProvable(field) ? await hashOf(ctx, field.kind, value) : null;
	const flags = await readFlags(ctx, user.id);
	const own = flags.find(({ key }) => key === flagKey(settings, field, "OWN"));
	const counts = isProven || hash === null || own?.provenHash === hash;
	const logged = logContact(ctx, "user.contact.register", user, field, textVersion);
	const contact = { field, value, textVersion };
	if (!counts) {
		await keep(ctx, user, settings, { ...contact, slot: "NEW", status: "WAITING", provenHash: null }, [logged]);
		return;
	}
	const registered = { ...contact, slot: "OWN", status: "REGISTERED", provenHash: hash } as const;
	const waiting = flags.find(({ key }) => key === flagKey(settings, field, "NEW"));
	await keep(ctx, user, settings, registered, [logged, ...(waiting ? [endWaiting(ctx, waiting)] : [])]);
}

/** The contact that waits for its proof; null when nothing does. */
export async function findWaiting(
	ctx: Ctx,
	user: User,
	settings: ContactSettings,
	fieldKey: string,
): Promise<Contact | null> {
	const contacts = await listContacts(ctx, user, settings);
	return contacts.findLast(({ field, isProven }) => field.key === fieldKey && !isProven) ?? null;
}

/**
 * The value was proven by a code, and counts from now on.
 * @param value what the code was sent to. Throws E0000001 when another value waits meanwhile, or none
 */
export async function proveContact(
	ctx: Ctx,
	user: User,
	settings: ContactSettings,
	fieldKey: string,
	value: string,
): Promise<void> {
	const waiting = await findWaiting(ctx, user, settings, fieldKey);
	if (waiting?.value !== value) throw invalid(fieldKey, "contact-unknown");
	const { field, flag } = waiting;
	const provenHash = await hashOf(ctx, field.kind, value);
	const logged = logContact(ctx, "user.contact.verify", user, field, null);
	const contact = { field, slot: "OWN", value, status: "REGISTERED", provenHash, textVersion: null } as const;
	await keep(ctx, user, settings, contact, waiting.slot === "NEW" ? [logged, endWaiting(ctx, flag)] : [logged]);
}

/** It is erased the next night, unless a newer value waits in its place. */
const endWaiting = (ctx: Ctx, { userId, key, changedAt }: ContactFlagRow) =>
	ctx.db
		.update(contactFlags)
		.set({ status: "OFF", changedAt: 0 })
		.where(and(isFlag(userId, key), eq(contactFlags.changedAt, changedAt)));

const isFlag = (userId: string, key: string) => and(eq(contactFlags.userId, userId), eq(contactFlags.key, key));

type FlagState = Pick<ContactFlagRow, "status" | "provenHash" | "textVersion">;

interface Kept extends FlagState {
	field: ContactField;
	slot: Slot;
	value: string;
}

async function keep(
	ctx: Ctx,
	user: User,
	settings: ContactSettings,
	{ field, slot, value, ...flag }: Kept,
	beside: Statements,
): Promise<void> {
	const key = flagKey(settings, field, slot);
	const under = valueKey(settings, field, slot);
	const place = { storage: field.storage, valueKey: under, changedAt: ctx.now() };
	const put = (row: FlagState, set: Partial<FlagState>) =>
		ctx.db
			.insert(contactFlags)
			.values({ userId: user.id, key, ...place, ...row })
			.onConflictDoUpdate({ target: [contactFlags.userId, contactFlags.key], set: { ...place, ...set } });
	// The proof of an earlier value stays meanwhile, so that the value can come back.
	const off = put({ status: "OFF", provenHash: null, textVersion: null }, { status: "OFF" });
	const before = (await readFlags(ctx, user.id)).find((row) => row.key === key);
	await storageOf(field).write(ctx, user, under, value, {
		unsure: [off],
		refused: before === undefined ? [] : [restore(ctx, before)],
		kept: [put(flag, flag), ...beside],
	});
}

/** Unless the contact was reset meanwhile. */
const restore = (ctx: Ctx, { userId, key, provenHash, ...before }: ContactFlagRow) =>
	ctx.db
		.update(contactFlags)
		.set(before)
		.where(and(isFlag(userId, key), eq(contactFlags.status, "OFF"), sql`${contactFlags.provenHash} IS ${provenHash}`));

const logContact = (
	ctx: Ctx,
	eventType: "user.contact.register" | "user.contact.verify",
	user: User,
	{ key }: ContactField,
	textVersion: string | null,
) =>
	logStatement(ctx, {
		eventType,
		target: [userParty(user)],
		debugData: { field: key, ...(textVersion === null ? {} : { textVersion }) },
	});
