// The ratios of the bench: each compares two rows by the windows of the same rounds. PURE.

const upsert = "DO call, the same row upserted";

/** Ratio → the row that is measured, and the row it is compared with. */
const compared = {
	"verify/do-upsert@32": ["verify, right code@32", `${upsert}@32`],
	"verify+log/do-upsert@32": ["verify, right code, log shipping@32", `${upsert}@32`],
	"verify/do-upsert@1": ["verify, right code@1", `${upsert}@1`],
	"verify evicted/bare": ["verify, guard evicted@32", "bare guard, evicted@32"],
	"verify first/bare": ["verify, guard never asked@32", "bare guard, never asked@32"],
	"wrong code/bare": ["verify, wrong code@32", "bare guard, warm@32"],
	"web-crypto/noble codes": ["codes by web-crypto", "codes by noble"],
	"send/its bare steps@1": ["send a code by a provider@1", "the bare steps of a send@1"],
	"send/its bare steps@32": ["send a code by a provider@32", "the bare steps of a send@32"],
	"send/bare fetch@32": ["send a code by a provider@32", "bare fetch to that provider@32"],
	"100k/1k users": ["verify among 100,000 users@32", "verify among 1,000 users@32"],
};

/**
 * @param {Map<string, {round: number, perSecond: number}[]>} samples row → its windows
 * @returns {Record<string, number>} the median of each ratio over the rounds
 */
export const ratiosOf = (samples) =>
	Object.fromEntries(
		Object.entries(compared).map(([name, [measured, bare]]) => {
			const [rates, bareRates] = [ratesByRound(samples.get(measured)), ratesByRound(samples.get(bare))];
			return [name, medianOf([...rates].map(([round, rate]) => rate / bareRates.get(round)))];
		}),
	);

/** The median of numbers; of an even count, the mean of the two in the middle. */
export function medianOf(numbers) {
	const sorted = [...numbers].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

/** Round → the mean rate of its windows. */
function ratesByRound(windows) {
	const rounds = new Map();
	for (const { round, perSecond } of windows) rounds.set(round, [...(rounds.get(round) ?? []), perSecond]);
	return new Map([...rounds].map(([round, rates]) => [round, rates.reduce((sum, rate) => sum + rate) / rates.length]));
}
