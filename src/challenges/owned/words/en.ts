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
	/** The e-mail about a recovery code that was used. */
	usedCode: {
		subject: (organization: string) => `A recovery code was used at ${organization}`,
		text: (organization: string, left: number) => `Hello,

somebody has just used one of your recovery codes to sign in. ${
			left === 0
				? "It was the last one: please make new ones."
				: left === 1
					? "One is left: please make new ones soon."
					: `${left} of them are left.`
		}

If it was you, there is nothing else to do. If it wasn't, make new recovery codes now and tell your administrator.

${organization}`,
	},
};

/** The compiler names what a language lacks. */
export interface OwnedWords {
	questions: Readonly<Record<keyof typeof questions, string>>;
	phrase: { adjectives: readonly string[]; nouns: readonly string[]; join(adjective: string, noun: string): string };
	usedCode: { subject(organization: string): string; text(organization: string, left: number): string };
}
