// The user as the transaction names the person, without asking D1. PURE.
import type { User } from "../users/user";
import type { TransactionFacts } from "./facts";

/**
 * For a page that shows what the object has anyway. And for somebody whom nobody here knows: an application names a
 * person by what was typed, and before the password our pages say the same to a stranger as to everybody.
 */
export const namedUser = ({ user: { id, login, displayName }, startedAt }: TransactionFacts): User => ({
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
