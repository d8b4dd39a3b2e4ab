// What is said and shown in English of questions, recovery codes and phrases. The other languages have the same. PURE.
import { questions } from "../../../factors/questions";

export const english = {
	questions,
	/** Phrases are an adjective and a noun. */
	phrase: {
		adjectives: [
			"amber brave calm clever copper crisp distant early frosty gentle golden green happy hidden",
			"humble ivory jolly little lucky mellow misty noble patient plain polite proud quick quiet",
			"round rusty silent silver simple sleepy steady sunny tidy velvet warm wooden",
		].flatMap((line) => line.split(" ")),
		nouns: [
			"acorn anchor basket beacon bridge candle canyon castle cherry cottage feather fountain",
			"garden harbour hedgehog island kettle ladder lantern lemon lighthouse maple meadow mirror",
			"orchard otter owl pebble pepper pillow puffin river saddle sparrow teapot thimble tulip",
			"turnip valley windmill",
		].flatMap((line) => line.split(" ")),
		join: (adjective: string, noun: string) => `${adjective} ${noun}`,
	},
};

/** The compiler names what a language lacks. */
export interface OwnedWords {
	questions: Readonly<Record<keyof typeof questions, string>>;
	phrase: { adjectives: readonly string[]; nouns: readonly string[]; join(adjective: string, noun: string): string };
}
