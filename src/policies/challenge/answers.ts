// The answers of one decision: each question is asked once, and its outcome kept as a number. PURE.
import type { Question } from "./compile";
import type { Facts } from "./facts";

/** Bits: it holds; a fact was unknown, so that the value on error decided; a rule didn't run; a question was asked. */
export const outcome = { isTrue: 1, isGuess: 2, isSkipped: 4, isAsked: 8 } as const;

export class Answers {
	readonly facts: Facts;
	readonly #questions: readonly Question[];
	/** By the place of the question: 0 until it is asked. */
	readonly #outcomes: Uint8Array;

	constructor(questions: readonly Question[], facts: Facts) {
		this.#questions = questions;
		this.facts = facts;
		this.#outcomes = new Uint8Array(questions.length);
	}

	/** The bits of `outcome`. */
	of(question: number): number {
		const known = this.#outcomes[question]!;
		return known === 0 ? this.#ask(question) : known;
	}

	#ask(place: number): number {
		const { use, answer } = this.#questions[place]!;
		const found = answer(this.facts);
		const bits = found === null ? outcome.isGuess : 0;
		const isTrue = found === null ? use.valueOnError : found === use.is;
		const asked = outcome.isAsked | bits | (isTrue ? outcome.isTrue : 0);
		this.#outcomes[place] = asked;
		return asked;
	}
}
