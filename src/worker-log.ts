// The Worker's own log, for operators: one line of JSON per event. What users do is in the System Log.

/**
 * Writes one line, `{level, …fields}`. No field may hold a secret, a code or contact data.
 * @param fields with a `message` that is the same text each time, so that an operator can search for it
 */
export function writeWorkerLog(
	level: "error" | "warning",
	fields: Readonly<Record<string, string | undefined> & { message?: string }>,
): void {
	const line = JSON.stringify({ level, ...fields });
	if (level === "error") console.error(line);
	else console.warn(line);
}
