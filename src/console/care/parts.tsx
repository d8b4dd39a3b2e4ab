// What the cards of a cared person's page are given: what an operator may see, masked.
import type { Against, CareActionName } from "../../care/against";
import type { NextSignIn } from "../../care/next-sign-in";
import type { CaredPerson } from "../../care/overview";
import type { FoundPersonView } from "../../care/schema";
import type { ContactView } from "../../contacts/schema";
import type { Language } from "../../languages";
import type { LogEventView } from "../../log/schema";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";

export interface Cared extends Omit<CaredPerson, "user" | "contacts"> {
	now: number;
	user: FoundPersonView;
	/** Null while a directory doesn't answer. */
	contacts: readonly ContactView[] | null;
	/** In the order of the page. Null: the action can be taken. */
	actions: readonly { name: CareActionName; against: Against | null }[];
	applications: readonly { id: string; name: string }[];
	/** Whose contact data and policies are shown; undefined: those for all. */
	applicationId: string | undefined;
	next: NextSignIn;
	events: readonly LogEventView[];
}

export interface CareProps {
	state: PageState;
	cared: Cared;
}

export const wordsIn = (language: Language) => consoleWords[language].care;

/** Takes nothing from the person. */
export const isHarmless = (name: CareActionName): boolean =>
	!name.startsWith("reset-") && name !== "unregister-devices";
