// What a transaction by a token costs when everything is warm, also what is done after the answers. The bare Worker of
// the bench does the same, and test/transactions/economy.test.ts holds the product to it.

export interface StepCost {
	/** Calls of Durable Objects, in their order. */
	objects: readonly string[];
	/** How many statements that read go to D1 together, in the order in which they go. */
	reads: readonly number[];
	/** Statements that write. Each goes alone. */
	writes: number;
}

export const transactionSteps = {
	begin: {
		objects: ["TRANSACTIONS.create", "TRANSACTIONS.step", "TRANSACTIONS.step"],
		reads: [1, 1, 10, 11, 1, 1, 1, 1, 1, 1, 1, 1],
		writes: 2,
	},
	choose: { objects: ["TRANSACTIONS.read", "TRANSACTIONS.step"], reads: [1, 9], writes: 0 },
	answer: {
		objects: [
			"TRANSACTIONS.read",
			"TRANSACTIONS.step",
			"GUARD.attemptInText",
			"TRANSACTIONS.endCodes",
			"TRANSACTIONS.step",
			"TRANSACTIONS.step",
		],
		reads: [1, 9, 1, 1, 1, 1, 1],
		writes: 2,
	},
	result: { objects: ["TRANSACTIONS.read", "TRANSACTIONS.keepResult"], reads: [1, 1], writes: 0 },
} as const satisfies Record<string, StepCost>;
