// What an import of tokens is made of: its state, its rows, and what is asked of its Durable Object.
import type { Actor, Client } from "../../context";
import type { Cause } from "../../errors/cause";
import type { FileChoices } from "../files/read";

export const importStatuses = [
	"WAITING",
	"UPLOADING",
	"LISTING",
	"CHECKING",
	"CHECKED",
	"REFUSED",
	"CANARY_RUNNING",
	"CANARY",
	"RUNNING",
	"PAUSED",
	"DONE",
	"CANCELLED",
] as const;
export type ImportStatus = (typeof importStatuses)[number];

/** In which statuses somebody may do what. The import itself leads on from all others. */
export const statesFor = {
	upload: ["WAITING", "UPLOADING", "CHECKED", "REFUSED"],
	start: ["CHECKED", "CANARY"],
	pause: ["LISTING", "CHECKING", "CHECKED", "CANARY_RUNNING", "CANARY", "RUNNING"],
	resume: ["PAUSED"],
	cancel: importStatuses.filter((status) => status !== "DONE" && status !== "CANCELLED"),
} satisfies Record<string, readonly ImportStatus[]>;

/** `PENDING`: not checked yet. `OK`: can be taken. `REFUSED`: by the check. `FAILED`: could not be taken any more. */
export const rowResults = ["PENDING", "OK", "REFUSED", "TAKEN", "FAILED"] as const;
export type RowResult = (typeof rowResults)[number];

/** The settings of a token, by their names in an authenticator. Missing: the file doesn't say. */
export interface TokenSettings {
	protocol?: "HOTP" | "TOTP";
	algorithm?: "HMacSHA1" | "HMacSHA256" | "HMacSHA512";
	passCodeLength?: number;
	timeIntervalInSeconds?: number;
}

/** A token as the upload hands it over. */
export interface RowDraft {
	tokenId: string;
	factorId: string;
	serial: string | null;
	/** As the file names the user. */
	user: string | null;
	manufacturer: string | null;
	settings: TokenSettings;
	counter: number | null;
	/** Envelope of the secret, base64url inside. Null once the token is taken, and where the file has none. */
	secretSealed: string | null;
	secretHash: string | null;
	cause: Cause | null;
}

export interface ImportRow extends RowDraft {
	/** From 1, in the order of the file. */
	row: number;
	result: RowResult;
	userId: string | null;
	userName: string | null;
	userLogin: string | null;
	isCanary: boolean;
}

export type RowCounts = Record<Lowercase<RowResult>, number>;

export interface ImportState {
	id: string;
	source: "FILE" | "AUTHENTICATOR";
	authenticatorId: string;
	fromAuthenticatorId: string | null;
	status: ImportStatus;
	/** What goes on when a paused import is resumed. */
	pausedFrom: ImportStatus | null;
	/** Who began it: the log names this person or token for every token that is taken. */
	actor: Actor;
	client: Client;
	requestId: string;
	requestUri: string;
	/** How the file is to be read. */
	file: Partial<FileChoices>;
	/** The upload under way; an earlier upload adds nothing more. */
	uploadId: string | null;
	counts: RowCounts;
	/** Settings of the file that differ from the authenticator's: `passCodeLength` → value → tokens. */
	differences: Record<string, Record<string, number>>;
	/** All settings of a token as JSON → tokens. */
	settings: Record<string, number>;
	/** Why the import stands still. */
	problem: Cause | null;
	/** Chunks in a row that could not be made. */
	failures: number;
	/** The status that D1 has been told. */
	notedStatus: ImportStatus;
	/** Epoch ms. When the canary, and when the rest, was started. */
	canaryStartedAt: number | null;
	endedAt: number | null;
}

/** Null: nothing was changed, because the state of the import doesn't fit. */
export type Changed = ImportState | null;

/** Chosen users by login or id, or the first tokens. */
export type CanaryChoice = { first: number } | { users: string[] };
