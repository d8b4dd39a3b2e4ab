// The guard's language: what it learns about a factor, what it is asked, what it answers.
import type { HashAlgorithm } from "../otp/hotp";

/** How an answer is judged. Durations in seconds, windows in steps or counters. */
export type Method =
	| { kind: "totp"; algorithm: HashAlgorithm; digits: number; stepSeconds: number; interval: number }
	| { kind: "hotp"; algorithm: HashAlgorithm; digits: number; lookAhead: number; firstCounter: number }
	| { kind: "answer" };

/** A factor as the guard keeps it. */
export interface KnownFactor {
	id: string;
	status: "PENDING_ACTIVATION" | "ACTIVE";
	/** The authenticator it belongs to, for factors that have one. */
	authenticatorId: string | null;
	/** What a person calls it: the authenticator's name, "Google Authenticator". */
	name: string;
	method: Method;
	/** Envelope of the shared secret, or of the answer's keyed hash; `sealedPlace` is what it is bound to. */
	sealedSecret: string;
}

/** The user, as log events name them. */
export interface Subject {
	id: string;
	login: string;
	displayName: string;
}

/** What the service read from D1 for a guard that didn't know; `epoch` is the guard's own word from before the read. */
export interface Lesson {
	epoch: number;
	subject: Subject;
	factor: KnownFactor;
}

/** Who asks, for the log. */
export interface Asker {
	requestId: string;
	requestUri: string;
	apiTokenId: string;
	ipAddress: string | null;
	userAgent: string | null;
}

export interface Attempt {
	purpose: "verify" | "activate" | "resync";
	factorId: string;
	/** The code or answer; for a resync the first of two consecutive codes. */
	code: string;
	/** The second code of a resync. */
	nextCode?: string;
	/** The caller answers a security question, and didn't give a code. */
	isAnswer?: boolean;
	/** Epoch ms. */
	now: number;
	asker: Asker;
	/** Authenticators that are switched off at the moment. */
	inactiveAuthenticatorIds?: readonly string[];
}

export type Verdict =
	| { result: "accepted" }
	| { result: "wrong" | "replayed" | "expired" }
	| { result: "locked"; retryAfterSeconds: number }
	/** The attempt doesn't fit the factor's state: nothing was judged, nothing counted. */
	| { result: "unfit"; reason: "pending" | "active" | "inactive" | "other-kind" }
	| { result: "unfit"; reason: "malformed"; digits: number }
	/** The guard doesn't know the factor: read it from D1 and ask again with a lesson. */
	| { result: "unknown"; epoch: number };

/** How many failures count at the moment, and until when the user is locked (epoch ms, null when not). */
export interface LockStatus {
	failures: number;
	lockedUntil: number | null;
}
