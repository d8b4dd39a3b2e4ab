// Importing a `.properties` file: all lines that are taken come in at once, and every line is reported.
import { sql } from "drizzle-orm";
import type { Ctx } from "../../context";
import { fromBase64 } from "../../crypto/bytes";
import { ApiError, invalid } from "../../errors";
import { because, type Cause } from "../../errors/cause";
import { factStatement } from "../../log/write";
import { defaultScope } from "../catalogue";
import { places } from "../catalogue/property";
import type { Changes, Elsewhere, Elsewheres } from "../elsewhere";
import { readMessages } from "../other-languages";
import { rememberedSnapshot } from "../snapshot";
import { setStatements } from "../store";
import { localeOf } from "../values";
import { type FileFacts, outcomes, type PlannedLine, planFile } from "./plan";
import type { PropertyFileInput } from "./schema";

const largestFile = 1024 * 1024;
const mostLines = 5_000;

/** A picture, say, reads as one long name. The report repeats names. */
const longestName = 1_000;

export interface ImportReport {
	isTrial: boolean;
	locale: string | null;
	counts: Record<string, number>;
	lines: PlannedLine[];
}

/** @param options.isTrial reports, and changes nothing */
export async function importFile(
	ctx: Ctx,
	elsewheres: Elsewheres,
	input: PropertyFileInput,
	{ isTrial }: { isTrial: boolean },
): Promise<ImportReport> {
	const bytes = bytesOf(input.content);
	// Most requests read no file.
	const { parseFile } = await import("./parse");
	const parsed = parseFile(bytes);
	if (parsed.length > mostLines) throw invalid("content", "too-many", { maximum: mostLines });
	if (parsed.some(({ name }) => name.length > longestName)) {
		throw invalid("content", "file-unlike-properties", { maximum: longestName });
	}
	const facts = await readFacts(ctx, input);
	const lines = await planFile(parsed, facts);
	await planElsewhere(ctx, elsewheres, lines);
	if (!isTrial) await writeLines(ctx, elsewheres, lines, facts.locale, input.fileName);
	return { isTrial, locale: facts.locale || null, counts: countsOf(lines), lines };
}

function bytesOf(content: string): Uint8Array {
	const bytes = fromBase64(content);
	if (bytes.length > largestFile) throw new ApiError("E0000223", { subject: `${largestFile / 1024} KiB` });
	return bytes;
}

async function readFacts(ctx: Ctx, { fileName, locale, applications, regions }: PropertyFileInput): Promise<FileFacts> {
	const known = await ctx.db.all<{ scope: string; region: string | null }>(
		sql`SELECT scope, region FROM property_scopes`,
	);
	return {
		locale: locale === undefined ? localeOfFile(fileName) : ownLocale(locale),
		applications: new Map(Object.entries(applications)),
		scopes: new Set(known.map(({ scope }) => scope)),
		messages: await readMessages(ctx),
		regions: regions ?? [...new Set(known.flatMap(({ region }) => region ?? []))],
	};
}

/** `client_resource_pt_BR.properties` holds texts in a language, any other file holds settings. */
function localeOfFile(fileName: string | undefined): string {
	const [, tag] = /^client_resource_([A-Za-z_-]{2,20})\.properties$/.exec(fileName ?? "") ?? [];
	return tag === undefined ? "" : ownLocale(tag);
}

function ownLocale(text: string | null): string {
	const locale = text === null ? "" : localeOf(text);
	if (locale === null) throw invalid("locale", "locale-format");
	return locale;
}

/** The lines of a scope that another slice keeps. */
function* linesElsewhere(lines: readonly PlannedLine[]) {
	for (const place of places) {
		const own = lines.filter((one) => isTaken(one) && one.named?.property.livesIn === place);
		const scopeOf = ({ named }: PlannedLine) => named?.scope || defaultScope;
		for (const scope of new Set(own.map(scopeOf))) {
			yield { place, scope, ofScope: own.filter((one) => scopeOf(one) === scope) };
		}
	}
}

/** Asks the other slices. What they refuse is invalid, line by line, and the rest is asked again. */
async function planElsewhere(ctx: Ctx, elsewheres: Elsewheres, lines: readonly PlannedLine[]): Promise<void> {
	for (const { place, scope, ofScope } of [...linesElsewhere(lines)]) {
		let left = ofScope;
		while (left.length > 0) {
			const cause = await refusalOf(ctx, elsewheres[place], scope, changesOf(left));
			if (cause === null) break;
			const wrong = left.filter(({ named }) => named?.name === cause.field);
			for (const line of wrong.length > 0 ? wrong : left) refuse(line, cause);
			left = wrong.length > 0 ? left.filter((line) => !wrong.includes(line)) : [];
		}
	}
}

async function refusalOf(ctx: Ctx, elsewhere: Elsewhere, scope: string, changes: Changes): Promise<Cause | null> {
	try {
		await elsewhere.change(ctx, scope, changes, { isTrial: true });
		return null;
	} catch (error) {
		if (!(error instanceof ApiError) || error.status >= 500) throw error;
		return error.causes[0] ?? because("not-valid");
	}
}

function refuse(line: PlannedLine, { field: _, ...cause }: Cause): void {
	Object.assign(line, { outcome: "INVALID", remarks: [cause] });
}

const isTaken = ({ outcome }: PlannedLine): boolean => outcome === "TAKEN" || outcome === "MAPPED";

const changesOf = (lines: readonly PlannedLine[]): Changes =>
	new Map(lines.flatMap(({ named, value }) => (named ? [[named.name, value] as const] : [])));

/** Our own rows come in in one batch. */
async function writeLines(
	ctx: Ctx,
	elsewheres: Elsewheres,
	lines: readonly PlannedLine[],
	locale: string,
	fileName = "",
): Promise<void> {
	const rows = lines.flatMap((line) => {
		if (!isTaken(line) || !line.named || line.named.property.livesIn) return [];
		const { scope, name } = line.named;
		return [{ scope, name, locale, value: line.value }];
	});
	const counts = Object.fromEntries(Object.entries(countsOf(lines)).map(([name, count]) => [name, String(count)]));
	await ctx.db.batch([
		factStatement(ctx, {
			eventType: "system.property.import",
			target: [{ id: "properties", type: "Properties", displayName: fileName || "Properties" }],
			debugData: { ...counts, ...(locale === "" ? {} : { locale }) },
		}),
		...setStatements(ctx, rows),
	]);
	rememberedSnapshot.forget(ctx);
	for (const { place, scope, ofScope } of linesElsewhere(lines)) {
		await elsewheres[place].change(ctx, scope, changesOf(ofScope), { isTrial: false });
	}
}

const countsOf = (lines: readonly PlannedLine[]): Record<string, number> =>
	Object.fromEntries(
		outcomes.map((outcome) => [outcome.toLowerCase(), lines.filter((line) => line.outcome === outcome).length]),
	);
