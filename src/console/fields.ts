// From what a verb says of its input to the fields of the form that the input came from. PURE.
import { ApiError } from "../errors";

/**
 * Does the work. A refusal names the form's fields.
 * @param fieldOf the form's field for a path of the verb's input; null where no field of the form is meant
 */
export async function inFields<T>(fieldOf: (path: string) => string | null, work: () => T | Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		const { code, subject, headers } = error;
		const causes = error.causes.map(({ field = null, ...cause }) => {
			const own = field === null ? null : fieldOf(field);
			return own === null ? cause : { ...cause, field: own };
		});
		throw new ApiError(code, { subject, headers, causes });
	}
}

/** "settings.timeIntervalInSeconds" → "timeIntervalInSeconds": the form calls it as the last part of the path does. */
export const lastPart = (path: string): string => path.split(".").at(-1)!;
