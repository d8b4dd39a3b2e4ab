// Why a code is sent.

export const purposes = ["enrollment", "verification", "unlock", "reset"] as const;
export type Purpose = (typeof purposes)[number];
