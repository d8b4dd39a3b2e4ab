// Where a user could be reached a minute before something happened. Who has just put an address there isn't told.
import { eq } from "drizzle-orm";
import { openContactValue } from "../contacts/database";
import { type ContactSettings, contactSettings } from "../contacts/fields";
import { hashOf, listContacts, valueKey } from "../contacts/read";
import { storageOf } from "../contacts/storages";
import type { Ctx } from "../context";
import { destinationOf, isSent, openContact } from "../factors/contact";
import { listFactors } from "../factors/read";
import { readPhoneNumber } from "../phone/number";
import { openContactColumn } from "../users/contact-data";
import type { User } from "../users/user";
import { type PastAddressRow, pastAddresses } from "./table";

/** A change and what follows it within a minute are one attack. */
const headStartMs = 60_000;

export interface Recipients {
	emails: string[];
	/** E.164. */
	numbers: string[];
}

/** An address, and from when until when it counted. */
interface Address {
	to: string;
	since: number;
	until: number | null;
}

/**
 * One moment decides for all: what came after it is new, and may be a stranger's; what went after it may be the only
 * place where the owner still reads.
 * @param moments epoch ms: when something happened
 */
export async function recipientsAt(ctx: Ctx, user: User, moments: readonly number[]): Promise<Recipients> {
	const settings = await contactSettings(ctx, undefined);
	const past = await ctx.db.select().from(pastAddresses).where(eq(pastAddresses.userId, user.id));
	const all = [
		...inProfile(user, past),
		...(await registered(ctx, user, settings)),
		...(await ofFactors(ctx, user)),
		...(await formerOnes(ctx, user, settings, past)),
	];
	const known = all.filter(({ since, until }) =>
		moments.some((moment) => since <= moment - headStartMs && (until === null || until > moment - headStartMs)),
	);
	const addresses = known.map(({ to }) => to);
	return {
		emails: distinct(addresses.filter((to) => to.includes("@"))),
		numbers: distinct(addresses.flatMap(numberIn)),
	};
}

/** A profile has numbers as somebody wrote them. */
function numberIn(to: string): string[] {
	const number = readPhoneNumber(to, { takesUnknown: true });
	return number.ok ? [number.e164] : [];
}

const distinct = (all: readonly string[]): string[] => [...new Map(all.map((to) => [to.toLowerCase(), to])).values()];

const profileFields = ["email", "secondEmail", "mobilePhone"] as const;

function inProfile(user: User, past: readonly PastAddressRow[]): Address[] {
	return profileFields.flatMap((field) => {
		const to = user[field];
		const changes = past.filter(({ source, place }) => source === "USER" && place === field);
		const since = Math.max(user.createdAt, ...changes.map(({ until }) => until ?? 0));
		return to === null ? [] : [{ to, since, until: null }];
	});
}

async function registered(ctx: Ctx, user: User, settings: ContactSettings): Promise<Address[]> {
	const contacts = await listContacts(ctx, user, settings);
	return contacts
		.filter(({ isProven, field: { kind } }) => isProven && (kind === "EMAIL" || kind === "PHONE"))
		.map(({ value, flag }) => ({ to: value, since: flag.changedAt, until: null }));
}

async function ofFactors(ctx: Ctx, { id }: User): Promise<Address[]> {
	const factors = (await listFactors(ctx, id)).filter(isSent);
	return Promise.all(
		factors
			.filter(({ status }) => status === "ACTIVE")
			.map(async (factor) => ({
				to: destinationOf(await openContact(ctx, factor)),
				since: factor.lastUpdatedAt,
				until: null,
			})),
	);
}

async function formerOnes(
	ctx: Ctx,
	user: User,
	settings: ContactSettings,
	past: readonly PastAddressRow[],
): Promise<Address[]> {
	const opened = await Promise.all(past.map(async (row) => ({ ...row, to: await openPast(ctx, user, settings, row) })));
	return opened.flatMap(({ to, since, until }) => (to === null ? [] : [{ to, since, until }]));
}

async function openPast(
	ctx: Ctx,
	user: User,
	settings: ContactSettings,
	{ source, place, valueSealed, hash }: PastAddressRow,
): Promise<string | null> {
	switch (source) {
		case "USER": {
			const field = profileFields.find((one) => one === place);
			return field === undefined || valueSealed === null ? null : openContactColumn(ctx, user.id, field, valueSealed);
		}
		case "FACTOR":
			return valueSealed === null
				? null
				: destinationOf(await openContact(ctx, { id: place, userId: user.id, contactSealed: valueSealed }));
		case "CONTACT": {
			const field = settings.fields.find((one) => valueKey(settings, one, "OWN") === place);
			if (field === undefined || (field.kind !== "EMAIL" && field.kind !== "PHONE")) return null;
			if (valueSealed !== null) return openContactValue(ctx, user.id, place, valueSealed);
			// After a reset a directory still has the value, and after a change another one.
			if (field.storage !== "DIRECTORY") return null;
			const found = (await storageOf(field).read(ctx, user, [place])).get(place);
			return found !== undefined && (await hashOf(ctx, field.kind, found)) === hash ? found : null;
		}
	}
}
