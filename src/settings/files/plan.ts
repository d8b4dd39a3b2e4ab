// What an import would do with each line of a file.
import { because, type Cause } from "../../errors/cause";
import { defaultScope, findNamed, type Named, wholeName } from "../catalogue";
import { checkValue } from "../check";
import { compileExpression } from "../expression";
import { type readMessages, remarksOnPlaceholders } from "../other-languages";
import type { FileLine } from "./parse";
import { refusedSamples, samplesFor, tooLongSamples } from "./samples";

/** What the file is about, as its sender says. */
export interface FileFacts {
	/** The language of a bundle; empty for a file of settings. */
	locale: string;
	/** The file's name of an application → our id. */
	applications: ReadonlyMap<string, string>;
	/** The applications that there are. */
	scopes: ReadonlySet<string>;
	/** Messages in all languages. */
	messages: Awaited<ReturnType<typeof readMessages>>;
	/** Where users are, ISO 3166. */
	regions: readonly string[];
}

export const outcomes = ["TAKEN", "MAPPED", "REPLACED", "UNKNOWN", "INVALID"] as const;
type LineOutcome = (typeof outcomes)[number];

export interface PlannedLine {
	line: number;
	/** As the file spells it. */
	name: string;
	outcome: LineOutcome;
	/** Null for what is not taken. */
	named: Named | null;
	value: string;
	remarks: Cause[];
}

/** Plans a file. The last of lines with one name counts. */
export async function planFile(lines: readonly FileLine[], facts: FileFacts): Promise<PlannedLine[]> {
	const planned: PlannedLine[] = [];
	const last = new Map<string, PlannedLine>();
	for (const line of lines) {
		const one = await planLine(line, facts);
		planned.push(one);
		if (one.named === null) continue;
		const earlier = last.get(wholeName(one.named));
		if (earlier)
			Object.assign(earlier, { outcome: "REPLACED", remarks: [because("given-again", { line: line.line })] });
		last.set(wholeName(one.named), one);
	}
	planned.forEach(withholdType);
	return planned;
}

/** A type whose processor is unknown stays unavailable, whatever the file says. */
function withholdType({ name, remarks }: PlannedLine, _: number, planned: PlannedLine[]): void {
	if (!name.endsWith(".processor") || remarks[0]?.reason !== "class-unknown") return;
	const available = name.replace(/processor$/, "available");
	for (const line of planned.filter((one) => one.name === available && one.value === "true")) {
		Object.assign(line, { value: "false", remarks: [because("type-unavailable")] });
	}
}

/** The sender in the reference's examples, which nobody means. */
const exampleAddress = "demo@oracle.com";

async function planLine({ line, name, value, hasBadEscape }: FileLine, facts: FileFacts): Promise<PlannedLine> {
	const without = (outcome: LineOutcome, reason: Cause): PlannedLine => ({
		line,
		name,
		outcome,
		named: null,
		value: "",
		remarks: [reason],
	});
	if (hasBadEscape) return without("INVALID", because("file-escape"));
	const found = findNamed(name);
	if (!found) return without("UNKNOWN", because("property-unknown"));
	const named = { ...found, scope: facts.applications.get(found.scope) ?? found.scope };
	if (named.scope !== "" && named.scope !== defaultScope && !facts.scopes.has(named.scope)) {
		return without("UNKNOWN", because("file-application", { name: named.scope }));
	}
	if (facts.locale !== "" && !named.property.isPerLocale) return without("INVALID", because("property-for-all"));

	const meant = named.name === "extends" ? (facts.applications.get(value.trim()) ?? value) : value;
	const { text, cut } = withLifeCut(named, meant);
	const checked = await checkValue(named, text);
	if (!checked.ok) {
		return without(checked.cause.reason === "class-unknown" ? "UNKNOWN" : "INVALID", checked.cause);
	}
	const remarks = [...cut, ...checked.warnings, ...(await remarksOf(named, checked.value, facts))];
	const isMapped = named.property.livesIn !== undefined || wholeName(named) !== name;
	return { line, name, outcome: isMapped ? "MAPPED" : "TAKEN", named, value: checked.value, remarks };
}

/** The reference lets a code live as long as one likes. Ours end after ten minutes (NIST SP 800-63B-4). */
function withLifeCut({ property, name }: Named, value: string): { text: string; cut: Cause[] } {
	const { type } = property;
	if (type.kind !== "number" || !name.endsWith(".otpexpirytimeMs")) return { text: value, cut: [] };
	if (!/^\d{1,15}$/.test(value.trim()) || Number(value) <= type.max) return { text: value, cut: [] };
	return { text: String(type.max), cut: [because("lifetime-cut", { maximum: type.max })] };
}

/** What the file's owner should know of a value that is taken. */
async function remarksOf(named: Named, value: string, { regions, locale, messages }: FileFacts): Promise<Cause[]> {
	const { name, property } = named;
	if (property.type.kind === "message") return remarksOnPlaceholders(named, { value, locale }, messages);
	if (value === exampleAddress) return [because("example-address")];
	const [, key, attribute] = /^userinfo\.inputs\.enum\.(\w+)\.(regex|maxlength)$/.exec(name) ?? [];
	if (key === undefined || value === "") return [];
	const samples = samplesFor(key, regions);
	if (attribute === "maxlength") return refusing(tooLongSamples(Number(value), samples));
	const compiled = await compileExpression(value);
	return compiled.ok ? refusing(refusedSamples(compiled.expression, samples)) : [];
}

const refusing = (samples: readonly string[]): Cause[] =>
	samples.length === 0 ? [] : [because("refuses-samples", { samples })];
