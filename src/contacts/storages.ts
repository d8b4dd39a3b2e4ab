// The storage managers by the names that fields choose them by. A new one is a file, and two lines here.
import { database } from "./database";
import { directory } from "./directory/storage";
import type { ContactStorage, StorageName } from "./storage";

export const storageNames = ["DATABASE", "DIRECTORY"] as const satisfies readonly StorageName[];

const storages: Readonly<Record<StorageName, ContactStorage>> = {
	/** Values and flags change in one batch. */
	DATABASE: database,
	/** The flags are here, and the values are not. */
	DIRECTORY: directory,
};

export const storageOf = ({ storage }: { storage: StorageName }): ContactStorage => storages[storage];
