// The words of the inbox's page, by language. PURE.
import type { Language } from "../../languages";
import { en, type InboxWords } from "./en";
import { ja } from "./ja";

/** The compiler names a language that has no words. */
export const inboxWords: Readonly<Record<Language, InboxWords>> = { en, ja };
