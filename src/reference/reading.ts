// What is read, and how: the OpenAPI document, and the words of the page around its texts. PURE.
import type { Language } from "../languages";
import type { OpenApiDocument } from "./document";
import { en, type ReferenceWords } from "./words/en";
import { ja } from "./words/ja";

/** The compiler names a language that has no words. */
export const referenceWords: Readonly<Record<Language, ReferenceWords>> = { en, ja };

export interface Reading {
	document: OpenApiDocument;
	/** Of the page. The texts of the document are English in every language. */
	language: Language;
	words: ReferenceWords;
}

/** The language of the document's own texts, for the `lang` of the elements that show them. */
export const documentLanguage: Language = "en";
