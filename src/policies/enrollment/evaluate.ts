// What an enrolment policy means for a user. PURE.

/** From the weakest to the strongest. */
export const enrollSettings = ["NOT_ALLOWED", "OPTIONAL", "REQUIRED"] as const;
export type EnrollSetting = (typeof enrollSettings)[number];

/** Authenticator id → setting, of the authenticators that a policy offers or asks for. */
export type Offered = ReadonlyMap<string, Exclude<EnrollSetting, "NOT_ALLOWED">>;

export const settingOf = (offered: Offered, authenticatorId: string): EnrollSetting =>
	offered.get(authenticatorId) ?? "NOT_ALLOWED";

/** The setting of a kind of factor that several authenticators serve. NOT_ALLOWED if none does. */
export const strongestOf = (settings: readonly EnrollSetting[]): EnrollSetting =>
	enrollSettings.findLast((setting) => settings.includes(setting)) ?? "NOT_ALLOWED";

interface Rule {
	status: "ACTIVE" | "INACTIVE";
	excludedUserIds: readonly string[];
}

/** Returns the first rule that says when the user is asked to enrol; null when none does, and the user isn't asked. */
export const ruleFor = <R extends Rule>(rules: readonly R[], userId: string): R | null =>
	rules.find(({ status, excludedUserIds }) => status === "ACTIVE" && !excludedUserIds.includes(userId)) ?? null;
