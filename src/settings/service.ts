// Properties: finding, reading, setting and resetting them.
import { and, eq, gte, lt, or } from "drizzle-orm";
import type { Ctx } from "../context";
import { type Page, pageOf, refusedBy } from "../db";
import { ApiError, invalid, invalidBecause, notFound } from "../errors";
import type { Cause } from "../errors/cause";
import { logStatement } from "../log/write";
import { defaultScope, findNamed, type Named, shippedNames, wholeName } from "./catalogue";
import { checkValue } from "./check";
import type { Changes, Elsewheres } from "./elsewhere";
import { compileExpression, type Match, matchWhole } from "./expression";
import { readMessages, remarksOnPlaceholders } from "./other-languages";
import type { ExpressionTrial, PropertyInput, PropertyListQuery, PropertyQuery } from "./schema";
import { readSnapshot, rememberedSnapshot } from "./snapshot";
import { type PropertyRow, properties } from "./table";
import { findValue, localeOf, localesOf, type Snapshot, type Value } from "./values";

/** A property as it is for a scope. */
export interface PropertyState extends Named {
	/** The value that counts, wherever it comes from. A secret's value is empty. */
	value: Value | null;
	/** Another slice has the value. */
	isElsewhere: boolean;
	locales: string[];
}

/** Properties of a scope whose names hold a text: those that ship, and those that somebody has added. */
export async function listProperties(
	ctx: Ctx,
	elsewheres: Elsewheres,
	{ search, scope, locale, after = "", limit }: PropertyListQuery,
): Promise<Page<PropertyState>> {
	const state = await readState(ctx, elsewheres, scope);
	const set = state.snapshot.layers.flatMap((layer) => [...layer.values.keys()]);
	const names = [...new Set([...shippedNames, ...set])].map((name) => nameIn(scope, name));
	const wanted = search.toLowerCase();
	const found = names
		.filter((name) => name > after && name.toLowerCase().includes(wanted))
		.sort()
		.flatMap((name) => findNamed(name) ?? [])
		.slice(0, limit + 1);
	return pageOf(
		found.map((named) => stateOf(named, state, locale)),
		limit,
		wholeName,
	);
}

export async function getProperty(
	ctx: Ctx,
	elsewheres: Elsewheres,
	name: string,
	{ locale }: PropertyQuery,
): Promise<PropertyState> {
	const named = getNamed(name);
	return stateOf(named, await readState(ctx, elsewheres, named.scope || defaultScope), locale);
}

export async function setProperty(
	ctx: Ctx,
	elsewheres: Elsewheres,
	name: string,
	{ value, locale }: PropertyInput,
): Promise<PropertyState & { warnings: Cause[] }> {
	const named = getNamed(name);
	const checked = await checkValue(named, value);
	if (!checked.ok) throw invalidBecause("value", checked.cause);
	const text = { value: checked.value, locale: ownLocale(named, locale) };
	await write(ctx, elsewheres, { named, ...text });
	const isMessage = named.property.type.kind === "message";
	const others = isMessage ? remarksOnPlaceholders(named, text, await readMessages(ctx, named.name)) : [];
	const state = await getProperty(ctx, elsewheres, name, { locale: locale ?? undefined });
	return { ...state, warnings: [...checked.warnings, ...others] };
}

/** Ends the value that was set here. Then the next one counts, at last the one that ships. */
export async function resetProperty(
	ctx: Ctx,
	elsewheres: Elsewheres,
	name: string,
	{ locale }: PropertyQuery,
): Promise<void> {
	const named = getNamed(name);
	await write(ctx, elsewheres, { named, locale: ownLocale(named, locale ?? null), value: null });
}

/**
 * Sets values of a scope in one language, or ends them by null, all or none. Only for values that no other slice keeps.
 * @param locale empty: for all languages
 * @param changes by the names of properties without their scope
 * @param options.isTrial checks, and changes nothing
 * @throws 400 whose fields are these names
 */
export async function changeProperties(
	ctx: Ctx,
	{ scope, locale }: Pick<PropertyRow, "scope" | "locale">,
	changes: Changes,
	{ isTrial }: { isTrial: boolean },
): Promise<void> {
	const writes = await checkAll(
		scope,
		[...changes].map(([name, value]) => ({ field: name, name, locale, value })),
	);
	if (!isTrial) await writeOwn(ctx, writes);
}

/** One value among several that are changed together. */
export interface Change {
	/** What an error of the value names. */
	field: string;
	/** Without the scope. */
	name: string;
	/** Empty: for all languages. */
	locale: string;
	/** Null ends the value. */
	value: string | null;
	/** Throws 400 when somebody has set the property meanwhile. */
	isNew?: true;
}

/** Sets values of a scope in several languages, or ends them, all or none. Throws 400 for each that isn't taken. */
export async function changeAll(ctx: Ctx, scope: string, changes: readonly Change[]): Promise<void> {
	await writeOwn(ctx, await checkAll(scope, changes));
}

async function checkAll(scope: string, changes: readonly Change[]): Promise<Write[]> {
	const causes: (Cause & { field: string })[] = [];
	const writes: Write[] = [];
	for (const { field, name, locale, value: given, isNew } of changes) {
		const named = getNamed(wholeName({ scope, name }));
		const checked = given === null ? null : await checkValue(named, given);
		if (checked?.ok === false) causes.push({ ...checked.cause, field });
		else writes.push({ named, locale: ownLocale(named, locale || null), value: checked?.value ?? null, field, isNew });
	}
	if (causes[0]) throw new ApiError("E0000001", { subject: causes[0].field, causes });
	return writes;
}

/**
 * Ends all values that are set of elements of enumerations, all or none.
 * @param scope null: in every scope
 * @param elements such as `userinfo.inputs.enum.mobile`
 */
export async function endElements(ctx: Ctx, scope: string | null, elements: readonly string[]): Promise<void> {
	// "/" follows "." in ASCII.
	const ofElement = elements.map((name) =>
		or(eq(properties.name, name), and(gte(properties.name, `${name}.`), lt(properties.name, `${name}/`))),
	);
	const rows = await ctx.db
		.select()
		.from(properties)
		.where(and(or(...ofElement), scope === null ? undefined : eq(properties.scope, scope)));
	const writes = rows.flatMap((row): Write[] => {
		const named = findNamed(wholeName(row));
		return named === null ? [] : [{ named, locale: row.locale, value: null }];
	});
	await writeOwn(ctx, writes);
}

/** Throws 400 for an expression that isn't taken. */
export async function tryExpression({ expression, value }: ExpressionTrial): Promise<Match> {
	const compiled = await compileExpression(expression);
	if (!compiled.ok) throw invalidBecause("expression", compiled.cause);
	return matchWhole(compiled.expression, value);
}

interface State {
	snapshot: Snapshot;
	elsewhere: ReadonlyMap<string, string | null>;
}

async function readState(ctx: Ctx, elsewheres: Elsewheres, scope: string): Promise<State> {
	const [snapshot, ...kept] = await Promise.all([
		readSnapshot(ctx, scope),
		...Object.values(elsewheres).map((elsewhere) => elsewhere.read(ctx, scope)),
	]);
	return { snapshot, elsewhere: new Map(kept.flatMap((values) => [...values])) };
}

function stateOf(named: Named, { snapshot, elsewhere }: State, locale: string | undefined): PropertyState {
	const { property, name } = named;
	if (property.livesIn !== undefined) {
		const value = elsewhere.has(name) ? { value: elsewhere.get(name) ?? "", locale: "", from: null } : null;
		return { ...named, value, isElsewhere: true, locales: [] };
	}
	const wanted = locale === undefined ? null : localeOf(locale);
	return {
		...named,
		value: findValue(snapshot, name, wanted === null ? [] : [wanted]),
		isElsewhere: false,
		locales: localesOf(snapshot.layers, name),
	};
}

interface Write {
	named: Named;
	/** Empty: for all languages. */
	locale: string;
	/** Null ends the value. */
	value: string | null;
	/** See `Change`. */
	field?: string;
	isNew?: true | undefined;
}

async function write(ctx: Ctx, elsewheres: Elsewheres, { named, locale, value }: Write): Promise<void> {
	const { livesIn } = named.property;
	if (livesIn === undefined) return writeOwn(ctx, [{ named, locale, value }]);
	await elsewheres[livesIn].change(ctx, named.scope, new Map([[named.name, value]]), { isTrial: false });
}

/** Writes values that no other slice keeps, all or none. */
async function writeOwn(ctx: Ctx, writes: readonly Write[]): Promise<void> {
	const [first, ...others] = writes.flatMap((one) => [changeStatement(ctx, one), logChange(ctx, one)]);
	if (!first) return;
	const newField = writes.find(({ isNew }) => isNew)?.field ?? "";
	const refusals = {
		"FOREIGN KEY": () => notFound("Application", writes[0]?.named.scope ?? ""),
		"properties.scope, properties.name, properties.locale": () => invalid(newField, "already-exists"),
	};
	await ctx.db.batch([first, ...others]).catch(refusedBy(refusals));
	rememberedSnapshot.forget(ctx);
}

function changeStatement(ctx: Ctx, { named: { scope, name }, locale, value, isNew }: Write) {
	if (value === null) {
		return ctx.db
			.delete(properties)
			.where(and(eq(properties.scope, scope), eq(properties.name, name), eq(properties.locale, locale)));
	}
	const set = { value, lastUpdatedAt: ctx.now() };
	const insert = ctx.db.insert(properties).values({ scope, name, locale, ...set });
	if (isNew) return insert;
	return insert.onConflictDoUpdate({ target: [properties.scope, properties.name, properties.locale], set });
}

const logChange = (ctx: Ctx, { named, locale, value }: Write) =>
	logStatement(ctx, {
		eventType: value === null ? "system.property.reset" : "system.property.update",
		target: [{ id: wholeName(named), type: "Property", displayName: wholeName(named) }],
		debugData: { ...(value === null ? {} : { value }), ...(locale === "" ? {} : { locale }) },
	});

function getNamed(name: string): Named {
	const named = findNamed(name);
	if (!named) throw notFound("Property", name);
	return named;
}

function ownLocale({ property }: Named, locale: string | null): string {
	if (locale === null) return "";
	if (!property.isPerLocale) throw invalid("locale", "property-for-all");
	const own = localeOf(locale);
	if (own === null) throw invalid("locale", "locale-format");
	return own;
}

const nameIn = (scope: string, name: string): string => {
	const global = findNamed(name);
	return global ? name : wholeName({ scope, name });
};
