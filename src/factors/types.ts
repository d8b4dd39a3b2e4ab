// The kinds of factors, by their names in Okta's API.

/** Those whose codes are made here and sent. */
export const sentTypes = ["sms", "call", "email"] as const;
export type SentFactorType = (typeof sentTypes)[number];

export const factorTypes = ["token:hotp", "token:software:totp", "question", ...sentTypes] as const;
