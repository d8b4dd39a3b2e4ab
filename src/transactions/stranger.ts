// Somebody whom nobody here knows. Before the password, our pages say the same to this person as to everybody. PURE.
import type { User } from "../users/user";
import type { TransactionFacts } from "./facts";

/** The application names a person by what was typed, so a transaction may be about nobody at all. */
export const strangerOf = ({ user: { id, login, displayName }, startedAt }: TransactionFacts): User => ({
	id,
	login,
	displayName,
	status: "ACTIVE",
	firstName: null,
	lastName: null,
	ownDisplayName: null,
	locale: null,
	attributes: {},
	hasPassword: false,
	email: null,
	mobilePhone: null,
	secondEmail: null,
	primaryPhone: null,
	createdAt: startedAt,
	activatedAt: null,
	statusChangedAt: null,
	lastUpdatedAt: startedAt,
});
