// The Worker's own log, for operators: one line of JSON per event. What users do is in the System Log.

/** Names of what no line may hold. A field of such a name is written without its value. */
const refused = /code|secret|phone|mail|login|token|authorization|answer|password|address|destination/i;

/**
 * Writes one line, `{level, …fields}`. No field may hold a secret, a code or contact data.
 * @param fields with a `message` that is the same text each time, so that an operator can search for it
 */
export function writeWorkerLog(
	level: "error" | "warning",
	fields: Readonly<Record<string, string | undefined> & { message?: string }>,
): void {
	const safe = Object.entries(fields).map(([name, value]) => [name, refused.test(name) ? "(refused)" : value]);
	const line = JSON.stringify({ level, ...Object.fromEntries(safe) });
	if (level === "error") console.error(line);
	else console.warn(line);
}

/**
 * What went wrong, for a line of the log. An error of drizzle's holds the values of its statement, such as logins and
 * whole events, and nobody may read those in a log. The error that caused it doesn't hold them.
 */
export const causeOf = (error: unknown): string => String(innermost(error));

/** The same with the lines of code that led to it. */
export function stackOf(error: unknown): string {
	const cause = innermost(error);
	return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

function innermost(error: unknown): unknown {
	return error instanceof Error && error.cause !== undefined ? innermost(error.cause) : error;
}
