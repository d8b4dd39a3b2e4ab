// What is read, and how: the OpenAPI document, and the language of the page around its texts. PURE.
import type { Language } from "../languages";
import type { OpenApiDocument } from "./document";
import type { ReferenceWords } from "./words/en";

export interface Reading {
	document: OpenApiDocument;
	/** Of the page. The texts of the document are English in every language. */
	language: Language;
	words: ReferenceWords;
}

/** The language of the document's own texts, for the `lang` of the elements that show them. */
export const documentLanguage: Language = "en";
