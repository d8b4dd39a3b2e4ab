// Where the pages of a transaction are, and which of them shows which state. PURE.
import type { DueState, State, StateName } from "../transactions/states/state";

/** The last word of a page's address. */
export type Place = "password" | "choose" | "code" | "register" | "preferences" | "end";

/** What is due is done before anybody looks. */
type Shown = Exclude<StateName, DueState["name"]>;

/** The compiler names a state that no page shows. */
const placeOfState: Readonly<Record<Shown, Place>> = {
	PASSWORD: "password",
	OFFERED: "choose",
	ANSWERING: "code",
	REGISTERING: "register",
	PREFERENCES: "preferences",
	ALLOWED: "end",
	BLOCKED: "end",
	CANCELLED: "end",
	EXPIRED: "end",
};

/** It leads on to the page that shows where the transaction stands. */
export const startOf = (id: string): string => `/confirm/${id}`;

export const pathOf = (id: string, place: Place | "back"): string => `${startOf(id)}/${place}`;

/** @param name as it is after `lookAtTransaction` */
export const pathOfState = (id: string, { name }: Pick<State, "name">): string =>
	name in placeOfState ? pathOf(id, placeOfState[name as Shown]) : startOf(id);
