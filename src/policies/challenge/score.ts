// The scoring engines: what the scores of rules, or of policies, make together. Whole numbers from 0 to 1000. PURE.

export const engines = [
	"AVERAGE",
	"MAXIMUM",
	"MINIMUM",
	"WEIGHTED_AVERAGE",
	"WEIGHTED_MAXIMUM",
	"WEIGHTED_MINIMUM",
	"AGGREGATE",
] as const;
export type Engine = (typeof engines)[number];

export const maxScore = 1000;
export const maxWeight = 100;

export interface Scored {
	score: number;
	/** In percent. Only the weighted engines look at it. */
	weight: number;
}

/** Nothing to score is 0. Halves are rounded up. */
export function scoreOf(engine: Engine, elements: readonly Scored[]): number {
	const count = elements.length;
	if (count === 0) return 0;
	const isWeighted = engine.startsWith("WEIGHTED");
	let sum = 0;
	let greatest = 0;
	let least = maxScore * maxWeight;
	// One loop for all engines, because a decision scores hundreds of rules.
	for (const { score, weight } of elements) {
		const value = isWeighted ? score * weight : score;
		sum += value;
		if (value > greatest) greatest = value;
		if (value < least) least = value;
	}
	switch (engine) {
		case "AVERAGE":
			return divide(sum, count);
		case "MAXIMUM":
			return greatest;
		case "MINIMUM":
			return least;
		case "WEIGHTED_AVERAGE":
			// By the number of elements, and not by the sum of their weights: a weight is a percentage.
			return divide(sum, maxWeight * count);
		case "WEIGHTED_MAXIMUM":
			return divide(greatest, maxWeight);
		case "WEIGHTED_MINIMUM":
			return divide(least, maxWeight);
		case "AGGREGATE":
			return Math.min(maxScore, sum);
	}
}

/** Rounds half up, in whole numbers: a fraction such as 0.285 isn't exact, and may be rounded down. */
const divide = (dividend: number, divisor: number): number => Math.floor((2 * dividend + divisor) / (2 * divisor));

export const riskClasses = ["LOW", "MODERATE", "HIGH"] as const;
export type RiskClass = (typeof riskClasses)[number];

export const riskClassOf = (score: number): RiskClass => (score >= 701 ? "HIGH" : score >= 401 ? "MODERATE" : "LOW");
