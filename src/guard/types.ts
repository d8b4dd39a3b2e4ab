// The guard's language: what it learns about a factor, what it is asked, what it answers.
import type { HashAlgorithm } from "../otp/hotp";

/** How a token's codes are judged. Durations in seconds, windows in steps or counters. */
export type TokenMethod =
	| { kind: "totp"; algorithm: HashAlgorithm; digits: number; stepSeconds: number; interval: number }
	| { kind: "hotp"; algorithm: HashAlgorithm; digits: number; lookAhead: number; firstCounter: number };

/** How an attempt is judged. `sent`: against the code that was last sent to the user. */
export type Method = TokenMethod | { kind: "answer" } | { kind: "sent"; digits: number };

/** A factor as the guard keeps it. */
export interface KnownFactor {
	id: string;
	status: "PENDING_ACTIVATION" | "ACTIVE";
	/** The authenticator it belongs to, for factors that have one. */
	authenticatorId: string | null;
	/** What a person calls it: the authenticator's name, "Google Authenticator". */
	name: string;
	method: Method;
	/** Envelope of the shared secret, or of the answer's keyed hash, bound to `secretPlace`; null where codes are sent. */
	sealedSecret: string | null;
	/** Envelope of the user and the number or address, where codes are sent. The guard keeps it and can't read it. */
	sealedAddress?: string;
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

/** Why nothing was judged. Nothing was counted either. */
export type Refusal =
	| { result: "locked"; retryAfterSeconds: number }
	/** The attempt doesn't fit the factor or its state. */
	| { result: "unfit"; reason: "pending" | "active" | "inactive" | "other-kind" | "no-token" }
	| { result: "unfit"; reason: "malformed"; digits: number };

/** The guard doesn't know the factor: read it from D1 and ask again with a lesson. */
export interface Unknown {
	result: "unknown";
	epoch: number;
}

export type Verdict =
	/** `deliveryId`: of the sent code that was used up. */
	{ result: "accepted"; deliveryId?: string } | { result: "wrong" | "replayed" | "expired" } | Refusal | Unknown;

/** A code that is about to be sent to the user. */
export interface NewCode {
	/** What it is for: proving a pending factor, or an active one. */
	purpose: "activate" | "verify";
	factorId: string;
	/** Epoch ms. */
	now: number;
	/** Authenticators that are switched off at the moment. */
	inactiveAuthenticatorIds: readonly string[];
	/** `sentCodeHash` of the code; the guard never sees its digits. */
	codeHash: string;
	/** Epoch ms; from then on the code is refused. */
	expiresAt: number;
	/** The message that carries it. */
	deliveryId: string;
}

/**
 * `sealedAddress`: where the code has to go to. `isReplacing`: another code counts too until this one is confirmed. `busy`:
 * nobody knows yet what becomes of the codes before it.
 */
export type Issue =
	| { result: "issued"; sealedAddress: string; isReplacing: boolean }
	| { result: "busy"; sealedAddress: string }
	| Refusal
	| Unknown;

/** How many failures count at the moment, and until when the user is locked (epoch ms, null when not). */
export interface LockStatus {
	failures: number;
	lockedUntil: number | null;
}
