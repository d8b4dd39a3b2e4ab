// The account that nobody has to create: a developer's messages arrive in the inbox before anything is set up.
import { inboxDriver } from "../../drivers/inbox";
import { closedBreaker } from "../breaker";
import type { Account } from "./remembered";

const inboxAccountId = "inbox";

export const inboxAccount = (): Account => ({
	id: inboxAccountId,
	name: inboxDriver.title,
	driver: inboxDriver,
	config: {},
	secretsSealed: null,
	storedBreaker: closedBreaker,
});

/** Whether the account has no row in D1. */
export const isInboxAccount = ({ id }: Pick<Account, "id">): boolean => id === inboxAccountId;
