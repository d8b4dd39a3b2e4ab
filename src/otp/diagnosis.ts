// Which counter a code belongs to, or which other settings would explain it: for whoever tries a token. PURE.
import { decodeSecret, type SecretEncoding } from "./encoding";
import { type HashAlgorithm, hotpCodes, importHmacKey, matchCounters } from "./hotp";
import { maxDriftSteps, stepAt } from "./totp";

/** How a token makes its codes. `stepSeconds` of a token that counts events is null. */
export interface TokenSettings {
	encoding: SecretEncoding;
	algorithm: HashAlgorithm;
	stepSeconds: number | null;
	digits: number;
}

export interface Fit extends TokenSettings {
	/** The step or the counter whose code it is. */
	counter: number;
	/** How far that is from the step of now, or from the counter that a new token begins with. */
	offset: number;
}

interface Question {
	/** The token's secret as it is written down. */
	secret: string;
	code: string;
	settings: TokenSettings;
	nowMs: number;
	/** Of a token that counts events: the counter that is expected next. */
	nextCounter: number;
}

/** What was found; `own` fits the settings, and `others` explain a code that doesn't. */
export interface Diagnosis {
	own: Fit | null;
	others: readonly Fit[];
}

const encodings: readonly SecretEncoding[] = ["base32", "base64", "hexadecimal"];
const algorithms: readonly HashAlgorithm[] = ["SHA-1", "SHA-256", "SHA-512"];
/** The steps of the tokens on the market. */
const usualSteps = [30, 60];

/** How far from the expected step or counter a search goes. */
interface Reach {
	back: number;
	ahead: number;
}

/** By the settings themselves: half an hour of drift, or a token whose button was pressed in a pocket. */
const reachOfOwn = ({ stepSeconds }: TokenSettings): Reach =>
	stepSeconds === null
		? { back: 20, ahead: 200 }
		: { back: maxDriftSteps(stepSeconds), ahead: maxDriftSteps(stepSeconds) };

/** A code of six digits fits one of a million by chance, so the search among other settings stays small. */
const reachOfOthers = ({ stepSeconds }: TokenSettings): Reach =>
	stepSeconds === null ? { back: 0, ahead: 20 } : { back: 5, ahead: 5 };

/** Searches by the settings first. Only a code that doesn't fit them is held against all other settings. */
export async function diagnose({ secret, code, settings, nowMs, nextCounter }: Question): Promise<Diagnosis> {
	const search = async (candidate: TokenSettings, { back, ahead }: Reach): Promise<Fit[]> => {
		const decoded = decodeSecret(secret, candidate.encoding);
		if (!decoded.ok || decoded.bytes.length === 0) return [];
		const expected = candidate.stepSeconds === null ? nextCounter : stepAt(nowMs, candidate.stepSeconds);
		const counters = range(expected - back, expected + ahead);
		const codes = await hotpCodes(await importHmacKey(decoded.bytes, candidate.algorithm), counters, candidate.digits);
		const distance = (counter: number) => Math.abs(counter - expected);
		const [nearest] = matchCounters(codes, counters, code).sort((a, b) => distance(a) - distance(b));
		return nearest === undefined ? [] : [{ ...candidate, counter: nearest, offset: nearest - expected }];
	};
	const [own = null] = code.length === settings.digits ? await search(settings, reachOfOwn(settings)) : [];
	if (own !== null) return { own, others: [] };
	const found = alternatives(settings, code.length).map((candidate) => search(candidate, reachOfOthers(candidate)));
	return { own, others: (await Promise.all(found)).flat() };
}

/** Every other way to read the secret and to make codes of this length. Those that differ least come first. */
function alternatives(settings: TokenSettings, digits: number): TokenSettings[] {
	const clocks = [...new Set([settings.stepSeconds, ...usualSteps, null])];
	const all = encodings.flatMap((encoding) =>
		algorithms.flatMap((algorithm) => clocks.map((stepSeconds) => ({ encoding, algorithm, stepSeconds, digits }))),
	);
	return all
		.map((one) => ({ one, differences: differencesOf(one, settings) }))
		.filter(({ differences }) => differences > 0)
		.sort((a, b) => a.differences - b.differences)
		.map(({ one }) => one);
}

const differencesOf = (one: TokenSettings, other: TokenSettings): number =>
	(Object.keys(one) as (keyof TokenSettings)[]).filter((name) => one[name] !== other[name]).length;

const range = (first: number, last: number): number[] => {
	const from = Math.max(0, first);
	return Array.from({ length: last - from + 1 }, (_, index) => from + index);
};
