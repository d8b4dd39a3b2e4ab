// Times on the wire. PURE.

/** ISO 8601 of a time that may be missing. */
export const isoOrNull = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
