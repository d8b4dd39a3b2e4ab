// The contract of a slice that keeps values of properties itself. `src/app.ts` joins the slices with the settings.
import type { Ctx } from "../context";
import type { Place } from "./catalogue/property";

/** By the names of properties without their scope. */
export type Changes = ReadonlyMap<string, string | null>;

export interface Elsewhere {
	/** The values that are set. Null stands for a secret. */
	read(ctx: Ctx, scope: string): Promise<ReadonlyMap<string, string | null>>;
	/**
	 * Sets values, or ends them by null, all or none, and logs it. Throws 400 for a value that the slice refuses; the
	 * field is the name of a property.
	 * @param options.isTrial checks, and changes nothing
	 */
	change(ctx: Ctx, scope: string, changes: Changes, options: { isTrial: boolean }): Promise<void>;
}

export type Elsewheres = Readonly<Record<Place, Elsewhere>>;
