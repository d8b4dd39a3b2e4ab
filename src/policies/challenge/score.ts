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

/** Takes the elements one by one, because a decision scores hundreds of rules. */
export class Tally {
	readonly #engine: Engine;
	readonly #isWeighted: boolean;
	#count = 0;
	#sum = 0;
	#greatest = 0;
	#least = maxScore * maxWeight;

	constructor(engine: Engine) {
		this.#engine = engine;
		this.#isWeighted = engine.startsWith("WEIGHTED");
	}

	add(score: number, weight: number): void {
		const value = this.#isWeighted ? score * weight : score;
		this.#count += 1;
		this.#sum += value;
		if (value > this.#greatest) this.#greatest = value;
		if (value < this.#least) this.#least = value;
	}

	/** Nothing to score is 0. Halves are rounded up. */
	score(): number {
		if (this.#count === 0) return 0;
		switch (this.#engine) {
			case "AVERAGE":
				return divide(this.#sum, this.#count);
			case "MAXIMUM":
				return this.#greatest;
			case "MINIMUM":
				return this.#least;
			case "WEIGHTED_AVERAGE":
				// By the number of elements, and not by the sum of their weights: a weight is a percentage.
				return divide(this.#sum, maxWeight * this.#count);
			case "WEIGHTED_MAXIMUM":
				return divide(this.#greatest, maxWeight);
			case "WEIGHTED_MINIMUM":
				return divide(this.#least, maxWeight);
			case "AGGREGATE":
				return Math.min(maxScore, this.#sum);
		}
	}
}

/** Rounds half up, in whole numbers: a fraction such as 0.285 isn't exact, and may be rounded down. */
const divide = (dividend: number, divisor: number): number => Math.floor((2 * dividend + divisor) / (2 * divisor));

export const riskClasses = ["LOW", "MODERATE", "HIGH"] as const;
export type RiskClass = (typeof riskClasses)[number];

export const riskClassOf = (score: number): RiskClass => (score >= 701 ? "HIGH" : score >= 401 ? "MODERATE" : "LOW");
