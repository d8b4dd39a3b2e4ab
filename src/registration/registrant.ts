// Who registers, for which application, and in which languages; and what its settings say of that. PURE.

import { findValue, type Snapshot } from "../settings/values";
import type { User } from "../users/user";

export interface Registrant {
	user: User;
	/** Undefined: the settings for all. */
	applicationId: string | undefined;
	/** In order, for texts. */
	languages: readonly string[];
}

/** Where somebody registers: on the page of a sign-in, or later on the page of preferences. */
export type RegistrationPage = "REGISTRATION" | "PREFERENCES";

export const isOn = (snapshot: Snapshot, name: string): boolean => findValue(snapshot, name)?.value === "true";

export const textOf = (snapshot: Snapshot, name: string, languages: readonly string[]): string =>
	findValue(snapshot, name, languages)?.value ?? "";

const pages = { REGISTRATION: "register", PREFERENCES: "userpreferences" } as const;

/** A page for contact data has to be switched on, and makes sense only while codes are sent to it. */
export const isPageOn = (snapshot: Snapshot, page: RegistrationPage): boolean =>
	isOn(snapshot, `${pages[page]}.userinfo.enabled`);

/** Whether the page has a button to decline for good. */
export const hasDecline = (snapshot: Snapshot, page: RegistrationPage): boolean =>
	isOn(snapshot, "otp.optOut.enabled") && isOn(snapshot, `${pages[page]}.userinfo.decline.enabled`);
