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
	switch (engine) {
		case "AVERAGE":
			return divide(sum(elements, plain), count);
		case "MAXIMUM":
			return greatest(elements, plain);
		case "MINIMUM":
			return least(elements, plain);
		case "WEIGHTED_AVERAGE":
			// By the number of elements, and not by the sum of their weights: a weight is a percentage.
			return divide(sum(elements, weighted), maxWeight * count);
		case "WEIGHTED_MAXIMUM":
			return divide(greatest(elements, weighted), maxWeight);
		case "WEIGHTED_MINIMUM":
			return divide(least(elements, weighted), maxWeight);
		case "AGGREGATE":
			return Math.min(maxScore, sum(elements, plain));
	}
}

type Value = (element: Scored) => number;

const plain: Value = ({ score }) => score;
const weighted: Value = ({ score, weight }) => score * weight;

const sum = (elements: readonly Scored[], measure: Value) =>
	elements.reduce((total, element) => total + measure(element), 0);
const greatest = (elements: readonly Scored[], measure: Value) => Math.max(...elements.map(measure));
const least = (elements: readonly Scored[], measure: Value) => Math.min(...elements.map(measure));

/** Rounds half up, in whole numbers: a fraction such as 0.285 isn't exact, and may be rounded down. */
const divide = (dividend: number, divisor: number): number => Math.floor((2 * dividend + divisor) / (2 * divisor));

export const riskClasses = ["LOW", "MODERATE", "HIGH"] as const;
export type RiskClass = (typeof riskClasses)[number];

export const riskClassOf = (score: number): RiskClass => (score >= 701 ? "HIGH" : score >= 401 ? "MODERATE" : "LOW");
