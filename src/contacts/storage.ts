// The contract of a storage manager: values of a user by key. Flags are always ours, and they decide what counts.
import type { BatchItem } from "drizzle-orm/batch";
import type { Ctx } from "../context";
import type { User } from "../users/user";

/** Our database knows a user by the id, and a directory by the login. */
export type ContactOwner = Pick<User, "id" | "login">;

export type StorageName = "DATABASE" | "DIRECTORY";
export type Statements = readonly BatchItem<"sqlite">[];

export interface ContactStorage {
	/** The values that there are, of these keys. Throws where nobody knows. */
	read(ctx: Ctx, owner: ContactOwner, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
	/** Keeps a value, or erases it by null. Throws where it isn't kept, or nobody knows. */
	write(ctx: Ctx, owner: ContactOwner, key: string, value: string | null, flags: FlagsBeside): Promise<void>;
}

/** What happens to flags and log beside a value, so that no flag tells of a value that isn't kept. */
export interface FlagsBeside {
	/** Before anything is asked that may get lost. */
	unsure: Statements;
	/** The storage says that it has taken nothing. */
	refused: Statements;
	kept: Statements;
}
