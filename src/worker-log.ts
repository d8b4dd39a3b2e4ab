// The Worker's own log, for operators: one line of JSON per event. What users do is in the System Log.
import { DrizzleQueryError } from "drizzle-orm";

/** Names of what no line may hold. A field of such a name is written without its value. */
const refused = /code|secret|phone|mail|login|token|authorization|answer|password|address|destination|params/i;

const levels = { error: "error", warning: "warn", info: "log" } as const;

/**
 * Writes one line, `{level, …fields}`. No field may hold a secret, a code or contact data.
 * @param fields with a `message` that is the same text each time, so that an operator can search for it
 */
export function writeWorkerLog(level: keyof typeof levels, fields: Readonly<Record<string, unknown>>): void {
	const line = JSON.stringify({ level, ...fields }, (name, value) => (refused.test(name) ? "(refused)" : value));
	console[levels[level]](line);
}

/**
 * What went wrong, for a line of the log. An error of drizzle's holds the values of its statement, such as logins and
 * whole events, and nobody may read those in a log. The error that caused it doesn't hold them.
 */
export const causeOf = (error: unknown): string => String(rootCause(error));

/** The same with the lines of code that led to it. */
export function stackOf(error: unknown): string {
	const cause = rootCause(error);
	return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** The statement that the database refused, with a question mark for each value. */
export const statementOf = (error: unknown): string | undefined =>
	error instanceof DrizzleQueryError ? error.query : undefined;

/** For work that nobody waits for: what is thrown is the cause alone, because the platform logs it. */
export const throwingTheCause = <T>(work: Promise<T>): Promise<T> =>
	work.catch((error: unknown) => {
		throw rootCause(error);
	});

function rootCause(error: unknown): unknown {
	return error instanceof Error && error.cause !== undefined ? rootCause(error.cause) : error;
}
