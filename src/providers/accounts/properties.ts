// The properties of messaging: their values are settings of provider accounts, so nothing is kept twice.
import type { Ctx } from "../../context";
import { findDriver } from "../../drivers";
import { ApiError, invalid } from "../../errors";
import { defaultScope } from "../../settings/catalogue";
import type { Changes, Elsewhere } from "../../settings/elsewhere";
import { type AccountMap, accountMaps, messagingMap, parlayMap, usesParlay } from "./property-map";
import { openAccountSecrets } from "./secrets";
import { createAccount, deleteAccount, listAccounts, replaceAccount, setAccountStatus } from "./service";
import { checkSettings } from "./settings";
import type { ProviderAccountRow } from "./table";

/** Values by the names of properties, secrets among them. */
type Values = Map<string, string>;

type Accounts = ReadonlyMap<AccountMap, ProviderAccountRow>;

export const accountProperties: Elsewhere = {
	async read(ctx, scope) {
		if (scope !== defaultScope) return new Map();
		const accounts = findAccounts(await listAccounts(ctx));
		const secrets = [...accounts].flatMap(([{ settings }, { secretNames }]) =>
			Object.entries(settings).flatMap(([name, { secret }]) => (secretNames.includes(secret ?? "") ? [name] : [])),
		);
		return new Map([...plainValues(accounts), ...secrets.map((name) => [name, null] as const)]);
	},
	async change(ctx, scope, changes, { isTrial }) {
		const [first] = changes.keys();
		if (scope !== defaultScope && scope !== "") throw invalid(first ?? "scope", "property-of-one-scope");
		const accounts = findAccounts(await listAccounts(ctx));
		const wanted = withChanges(await allValues(ctx, accounts), changes);
		const touched = accountMaps.filter((map) => [...changes.keys()].some((name) => belongsTo(map, name)));
		refuseHomeless(touched, wanted, changes);
		const planned = touched.map((map) => ({ map, account: accounts.get(map), given: settingsOf(map, wanted) }));
		// All are checked before the first is changed.
		for (const { map, given } of planned) if (isWhole(map, wanted)) check(ctx, map, given);
		if (isTrial) return;
		for (const plan of planned) await apply(ctx, plan, wanted);
	},
};

const belongsTo = (map: AccountMap, name: string): boolean =>
	name in map.settings || (name === usesParlay && (map === messagingMap || map === parlayMap));

const isWhole = ({ needs }: AccountMap, values: Values): boolean => needs.every((name) => values.has(name));

const findAccounts = (rows: readonly ProviderAccountRow[]): Accounts =>
	new Map(
		accountMaps.flatMap((map) => {
			const row = rows.find(({ name, driverId }) => name === map.accountName && driverId === map.driverId);
			return row ? [[map, row] as const] : [];
		}),
	);

function plainValues(accounts: Accounts): Values {
	const values: Values = new Map();
	for (const [{ settings }, row] of accounts) {
		for (const [name, { config = "", words = {} }] of Object.entries(settings)) {
			const value = row.config[config] ?? "";
			const word = Object.entries(words).find(([, own]) => own === value)?.[0] ?? value;
			if (word !== "") values.set(name, String(word));
		}
	}
	const parlay = accounts.get(parlayMap);
	if (parlay || accounts.has(messagingMap)) values.set(usesParlay, String(parlay?.status === "ACTIVE"));
	return values;
}

/** With the secrets, because an account that a property makes anew may need the password of its neighbour. */
async function allValues(ctx: Ctx, accounts: Accounts): Promise<Values> {
	const values = plainValues(accounts);
	for (const [{ settings }, row] of accounts) {
		const secrets = await openAccountSecrets(ctx, row);
		for (const [name, { secret = "" }] of Object.entries(settings)) {
			if (typeof secrets[secret] === "string") values.set(name, secrets[secret]);
		}
	}
	return values;
}

function withChanges(values: Values, changes: Changes): Values {
	const wanted = new Map(values);
	for (const [name, value] of changes) {
		if (value === null) wanted.delete(name);
		else wanted.set(name, value);
	}
	return wanted;
}

/** Refuses a value that no account would have, because the account needs others first. */
function refuseHomeless(touched: readonly AccountMap[], wanted: Values, changes: Changes): void {
	for (const [name, value] of changes) {
		const homes = touched.filter((map) => (name === usesParlay ? map === parlayMap : belongsTo(map, name)));
		const isDefault = value === null || (name === usesParlay && value === "false");
		if (isDefault || homes.some((map) => isWhole(map, wanted))) continue;
		throw invalid(name, "property-needs", { names: homes[0]?.needs ?? [] });
	}
}

type Given = Record<"config" | "secrets", Record<string, unknown>>;

/** A property without a value is a null, which clears the setting. */
function settingsOf({ settings }: AccountMap, values: Values): Given {
	const given: Given = { config: {}, secrets: {} };
	for (const [name, { config, secret, isNumber, words }] of Object.entries(settings)) {
		const text = values.get(name);
		const value = text === undefined ? null : isNumber ? Number(text) : (words?.[text] ?? text);
		if (config !== undefined) given.config[config] = value;
		if (secret !== undefined) given.secrets[secret] = value;
	}
	if (given.config.receiverPort || given.config.receiverSystemId) given.config.bindMode = "TRANSMITTER_AND_RECEIVER";
	return given;
}

/** What the driver refuses is told by the property's name. */
function check(ctx: Ctx, { driverId, settings }: AccountMap, given: Given): void {
	const driver = findDriver(driverId, ctx.env);
	if (!driver) throw invalid("driver", "development-driver");
	try {
		checkSettings(ctx, driver, given);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const [part, field] = error.causes[0]?.field?.split(".") ?? [];
		const own = Object.entries(settings).find(([, one]) => (part === "config" ? one.config : one.secret) === field);
		if (!own) throw error;
		throw new ApiError(error.code, {
			subject: own[0],
			causes: error.causes.map((cause) => ({ ...cause, field: own[0] })),
		});
	}
}

async function apply(
	ctx: Ctx,
	{ map, account, given }: { map: AccountMap; account: ProviderAccountRow | undefined; given: Given },
	wanted: Values,
): Promise<void> {
	if (!isWhole(map, wanted)) {
		if (account) await deleteAccount(ctx, account.id);
		return;
	}
	const isParlay = wanted.get(usesParlay) === "true";
	const isActive = map === messagingMap ? !isParlay : map !== parlayMap || isParlay;
	const name = map.accountName;
	if (!account) {
		await createAccount(ctx, { name, driver: map.driverId, ...given }, { activate: isActive });
		return;
	}
	// What no property speaks of stays as an administrator has set it.
	await replaceAccount(ctx, account.id, {
		name,
		config: { ...account.config, ...given.config },
		secrets: given.secrets,
	});
	// Of the two services one sends. The others are switched on and off by hand alone.
	if (map === messagingMap || map === parlayMap) {
		await setAccountStatus(ctx, account.id, isActive ? "ACTIVE" : "INACTIVE");
	}
}
