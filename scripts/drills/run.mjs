// Runs drills and says what came of them: a line for each, then the count.

/**
 * @param {Record<string, () => Promise<{ isKept: boolean, figures: string } | { skipped: string }>>[]} rows drills by
 *   their names; those of one row run side by side
 * @param say prints one line
 * @returns how many drills failed
 */
export async function runDrills(rows, say) {
	let passed = 0;
	let failed = 0;
	const play = async ([name, drill]) => {
		const startedAt = performance.now();
		const { isKept, figures, skipped } = await drill().catch((error) => ({ isKept: false, figures: brokenBy(error) }));
		const seconds = Math.round((performance.now() - startedAt) / 1000);
		if (skipped !== undefined) return say(`skip  ${name}: ${skipped}`);
		if (isKept) passed += 1;
		else failed += 1;
		say(`${isKept ? "ok  " : "FAIL"}  ${name}: ${figures} (${seconds} s)`);
	};
	for (const row of rows) await Promise.all(Object.entries(row).map(play));
	say(`${passed} passed, ${failed} failed`);
	return failed;
}

const brokenBy = (error) => `broke off: ${error.stack ?? error}`;

/**
 * @param {string[]} names those that are wanted; none: all but those that have to be asked for
 * @param {Record<string, unknown>} [onRequest] drills that run only when somebody asks for them
 * @throws when there is no drill of a name
 */
export function chosenFrom(rows, names, onRequest = {}) {
	if (names.length === 0) return rows;
	const all = [...rows, onRequest];
	const known = all.flatMap(Object.keys);
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length > 0) throw new Error(`no drill is called ${unknown.join(", ")}. There are: ${known.join(", ")}`);
	const isWanted = ([name]) => names.includes(name);
	return all.map((row) => Object.fromEntries(Object.entries(row).filter(isWanted)));
}
