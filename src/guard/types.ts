// The guard's language: what it learns about a factor, what it is asked, what it answers.
import type { HashAlgorithm } from "../otp/hotp";

/** How a token's codes are judged. Durations in seconds, windows in steps or counters. */
export type TokenMethod =
	| { kind: "totp"; algorithm: HashAlgorithm; digits: number; stepSeconds: number; interval: number }
	| { kind: "hotp"; algorithm: HashAlgorithm; digits: number; lookAhead: number; firstCounter: number };

/** What sent codes look like: how many characters they have (1 to 64), and which (2 to 64 of visible ASCII). */
export interface CodeShape {
	length: number;
	alphabet: string;
}

/**
 * How an attempt is judged. `sent`: against the codes that were sent to the user. Each code keeps its own shape.
 * `listed`: against a list of codes that the user has noted down, each of which counts once.
 */
export type Method =
	| TokenMethod
	| { kind: "answer" }
	| { kind: "sent"; shape: CodeShape }
	| { kind: "listed"; shape: CodeShape };

/** A factor as the guard keeps it, or whatever else a user is challenged by. */
export interface KnownFactor {
	id: string;
	status: "PENDING_ACTIVATION" | "ACTIVE";
	/** The factor's authenticator; null for a factor without an authenticator. */
	authenticatorId: string | null;
	/** What a person calls the factor: the name of its authenticator, or of its provider. */
	name: string;
	/** By which challenge policies count its wrong codes; null for a factor that no policy asks about. */
	challengeType: string | null;
	/** By which its failures in a row are counted, where it isn't alone, or doesn't last. Left out: by its own id. */
	countedAs?: string;
	/** Epoch ms from which nobody needs it any more, so that the guard may forget it. */
	neededUntil?: number;
	method: Method;
	/** Envelope of the shared secret, or of keyed hashes: of the answer, or of the list of codes. Null for sent codes. */
	sealedSecret: string | null;
	/** Envelope of the user and the number or address, where codes are sent. The guard keeps it and never opens it. */
	sealedAddress?: string;
	/** `spentKeyOf` a secret that somebody could enrol again. */
	spentKey?: string;
}

/** The user, as log events name them. */
export interface Subject {
	id: string;
	login: string;
	displayName: string;
}

/** What the service read from D1 for a guard that didn't know the factor. `epoch`: the guard's before the reading. */
export interface Lesson {
	epoch: number;
	subject: Subject;
	factor: KnownFactor;
	/** How far the secret was used before, by a factor that is gone: the highest step, or the next counter. */
	firstMark?: number;
}

/** Who asks, for the log. */
export interface Asker {
	requestId: string;
	requestUri: string;
	/** Null where nobody asked with a token. */
	apiTokenId: string | null;
	ipAddress: string | null;
	userAgent: string | null;
}

export interface Attempt {
	/** A second attempt of one id gets the verdict of the first. The request makes it, or the idempotency key. */
	id: string;
	/** The id was made for this attempt alone, so nobody can have it with another code. */
	isOwnId?: boolean;
	/** The generation of D1 that the caller knows of. */
	generation: number;
	purpose: "verify" | "activate" | "resync";
	factorId: string;
	/** The code or answer; for a resync the first of two consecutive codes. */
	code: string;
	/** The second code of a resync. */
	nextCode?: string;
	/** Whether the caller gave the answer to a security question, and no code. */
	isAnswer?: boolean;
	/** The user is challenged by this type. What belongs to another type is no answer. */
	challengeType?: string;
	/** SHA-256 of the token that the person's browser bears. If it is known, failures count for it alone. */
	sourceHash?: string;
	/** SHA-256 of a new token: a right code makes the browser known by it, unless it bears a known one. */
	newSourceHash?: string;
	/** The user wants to be unlocked by this code. */
	isUnlock?: boolean;
	/** Epoch ms. */
	now: number;
	asker: Asker;
	/** Authenticators that are switched off at the moment. */
	inactiveAuthenticatorIds?: readonly string[];
}

/** Why nothing was judged. Nothing was counted either. */
export type Refusal =
	| { result: "locked"; retryAfterSeconds: number }
	/** Too many failures in a row: an administrator has to unlock the user. */
	| { result: "closed" }
	/** The attempt doesn't fit the factor or its state. */
	| { result: "unfit"; reason: "pending" | "active" | "inactive" | "other-kind" | "no-token" }
	/** The id belongs to an attempt with another code. */
	| { result: "unfit"; reason: "reused-key" }
	/** What a code looks like. `isNumeric`: it has digits only. */
	| { result: "unfit"; reason: "malformed"; length: number; isNumeric: boolean };

/** The guard doesn't know the factor: read it from D1 and ask again with a lesson. */
export interface Unknown {
	result: "unknown";
	epoch: number;
}

export type Judged =
	/** `deliveryId`: the message whose code was used up. `isNowKnown`: the browser, by the new token. */
	{ result: "accepted"; deliveryId?: string; isNowKnown?: boolean } | { result: "wrong" | "replayed" | "expired" };

export type Verdict = Judged | Refusal | Unknown;

/**
 * Whose codes belong together: only the holder's own attempts can use them, and one use ends them all. Ids of all kinds
 * differ, so the guard's state has a holder's id alone. Another kind of holder is another member of this union.
 */
export type Holder =
	| { kind: "factor"; id: string }
	/** One challenge type within one transaction. */
	| { kind: "challenge"; id: string }
	/** One code that an operator tells a person. */
	| { kind: "help-desk"; id: string };

/** A code that is about to be sent to the user. */
export interface NewCode {
	/** What the code is for: activating a pending factor, or verifying the user by an active factor. */
	purpose: "activate" | "verify";
	holder: Holder;
	/** The generation of D1 that the caller knows of. */
	generation: number;
	/** Epoch ms. */
	now: number;
	/** Authenticators that are switched off at the moment. */
	inactiveAuthenticatorIds: readonly string[];
	/** `sentCodeHash` of the code; the guard never sees the code before somebody types it. */
	codeHash: string;
	shape: CodeShape;
	/** Epoch ms. From then on the code is refused. */
	expiresAt: number;
	/** The message that carries the code. */
	deliveryId: string;
	/** See `Attempt`. */
	sourceHash?: string;
	isUnlock?: boolean;
}

/**
 * `sealedAddress`: where the code goes, if the guard was taught it. `isReplacing`: an earlier code counts too, until
 * this code is confirmed. `busy`: too many earlier codes are still under way.
 */
export type Issue =
	| { result: "issued"; sealedAddress?: string; isReplacing: boolean }
	| { result: "busy"; sealedAddress?: string }
	| Refusal
	| Unknown;

/** How many failures count at the moment, and until when the user is locked (epoch ms, null when not). */
export interface LockStatus {
	failures: number;
	lockedUntil: number | null;
	/** Factors with failures in a row. `isClosed`: until an administrator unlocks the user. */
	inARow: { factorId: string; failures: number; pausedUntil: number | null; isClosed: boolean }[];
}

/** `by`: an administrator's unlock clears everything; the help desk's only the failures of the last five minutes. */
export interface Unlock {
	/** The request's id, so that a repeated call counts once. */
	id: string;
	by: "administrator" | "help-desk";
	/** Epoch ms. */
	now: number;
}

/** Otherwise than null: the help desk has unlocked this user too often within the hour, and may not yet. */
export interface UnlockAnswer {
	retryAfterSeconds: number | null;
	/** There was something that this unlock could clear. */
	hasCleared: boolean;
}

/** A try that somebody else judges. It counts as a failure until it is taken back. */
export interface Try {
	/** The request's id, so that a repeated call counts once. */
	id: string;
	/** How many tries count at once. */
	limit: number;
	/** Epoch ms. */
	now: number;
}

/** `retryAfterSeconds`: too many tries count already; null: counted. `isLast`: no further try is counted now. */
export interface TryAnswer {
	retryAfterSeconds: number | null;
	isLast: boolean;
}
