// For forms whose fields are named otherwise than what a verb is given: shows each error at its field of the form.
import { ApiError } from "../errors";
import type { Reason } from "../errors/words/shape";

/** @param fieldOf place in the verb's input → field of the form; null: the whole form is wrong */
export async function atFields<T>(
	fieldOf: (place: string, reason: Reason) => string | null,
	work: () => T | Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const { code, subject, headers } = error;
		const causes = error.causes.map(({ field: place, ...cause }) => {
			const field = place === undefined ? null : fieldOf(place, cause.reason);
			return field === null ? cause : { ...cause, field };
		});
		throw new ApiError(code, { subject, headers, causes });
	}
}

/** For a form that asks and has no field. */
export const atNoField = <T>(work: () => Promise<T>): Promise<T> => atFields(() => null, work);

/** "settings.timeIntervalInSeconds" → "timeIntervalInSeconds": the form calls it as the last part of the path does. */
export const lastPart = (path: string): string => path.split(".").at(-1)!;

/** "returnUrls.2" → "returnUrls": the form has one field for the whole list. */
export const firstPart = (path: string): string => path.split(".", 1)[0]!;
