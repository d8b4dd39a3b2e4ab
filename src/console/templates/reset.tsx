// The question before a text of the customer's own goes.
import { getText, placeOfWords, resetText, wordsOfPlace } from "../../messages/texts";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { question } from "../question";
import { wordsIn } from "./parts";
import { localeName, textAt, textName, textPath } from "./text-parts";

export const resetTextPage = question({
	path: `${textPath}/reset`,
	access: administrators,
	load: async (ctx, { params, frame }) => {
		const place = placeOfWords(params);
		return { place, text: await getText(ctx, place, frame.language) };
	},
	ask: ({ place, text }, { frame: { language } }) => {
		const words = wordsIn(language);
		const name = textName(place, language);
		const href = textAt(...wordsOfPlace(place));
		const isSet = Object.values(text.own).some((value) => value !== null);
		return {
			title: words.resetTitle(name),
			of: { href, text: name },
			button: words.reset,
			text: <p>{words.resetText(localeName(place.locale, language))}</p>,
			instead: !isSet && <p>{words.nothingToReset}</p>,
		};
	},
	take: async (ctx, { params, frame }) => {
		const place = placeOfWords(params);
		await resetText(ctx, place);
		return done(textAt(...wordsOfPlace(place)), "templates.reset", textName(place, frame.language));
	},
});
