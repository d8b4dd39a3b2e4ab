// A token as a file tells it, whatever the format of the file. PURE.
import type { Cause } from "../../errors/cause";
import type { HashAlgorithm } from "../../otp/hotp";

/** Null: the file doesn't say. */
export interface FileToken {
	serial: string | null;
	/** A login or a user's id. */
	user: string | null;
	manufacturer: string | null;
	protocol: "HOTP" | "TOTP" | null;
	hash: HashAlgorithm | null;
	digits: number | null;
	periodSeconds: number | null;
	counter: number | null;
	secret: Uint8Array | null;
	/** Why the token can't be taken; null for a token that perhaps can. */
	fault: Cause | null;
}

export const unreadToken: FileToken = {
	serial: null,
	user: null,
	manufacturer: null,
	protocol: null,
	hash: null,
	digits: null,
	periodSeconds: null,
	counter: null,
	secret: null,
	fault: null,
};
