// Which refusals the log has to have: the first of its kind in a while, with the number of those that it left out.

export interface RefusalKind {
	/** A destination's hash, or "" where the limit is about all that this meter counts. */
	subject: string;
	/** The limit, and the channel where each channel has its own limit. */
	limit: string;
}

/** A refusal that `isToBeLogged` says how many of its kind no row of the log tells of. */
export interface NotedRefusal {
	isToBeLogged: boolean;
	refusedMeanwhile: number;
}

/** One row for each kind. */
export class Refusals {
	readonly #sql: SqlStorage;

	constructor(sql: SqlStorage) {
		this.#sql = sql;
	}

	setUp(): void {
		this.#sql.exec(`
			CREATE TABLE IF NOT EXISTS refusals (
				subject TEXT NOT NULL, "limit" TEXT NOT NULL, logged_id TEXT NOT NULL, quiet_until INTEGER NOT NULL,
				refused INTEGER NOT NULL, PRIMARY KEY (subject, "limit")
			) WITHOUT ROWID
		`);
	}

	/**
	 * Notes a refusal. One that is to be logged keeps its kind quiet until the limit opens again.
	 * @param refusedElsewhere refusals of this kind that never came here
	 */
	note(
		{ subject, limit }: RefusalKind,
		{ id, now, refusedElsewhere = 0 }: { id: string; now: number; refusedElsewhere?: number },
		retryAfterSeconds: number,
	): NotedRefusal {
		const query = `SELECT logged_id, quiet_until, refused FROM refusals WHERE subject = ? AND "limit" = ?`;
		const [known] = [...this.#sql.exec<KnownRow>(query, subject, limit)];
		// The call came twice, because its answer got lost, and the number with it.
		if (known?.logged_id === id) return { isToBeLogged: true, refusedMeanwhile: 0 };
		const refused = (known?.refused ?? 0) + refusedElsewhere;
		if (known && known.quiet_until > now) {
			const update = `UPDATE refusals SET refused = ? WHERE subject = ? AND "limit" = ?`;
			this.#sql.exec(update, refused + 1, subject, limit);
			return { isToBeLogged: false, refusedMeanwhile: 0 };
		}
		const insert = "INSERT OR REPLACE INTO refusals VALUES (?, ?, ?, ?, 0)";
		this.#sql.exec(insert, subject, limit, id, now + retryAfterSeconds * 1000);
		return { isToBeLogged: true, refusedMeanwhile: refused };
	}

	/** How many refusals of the subject no row of the log tells of. The caller tells of them now. */
	take(subject: string): number {
		const sum = "SELECT COALESCE(SUM(refused), 0) AS refused FROM refusals WHERE subject = ?";
		const { refused } = this.#sql.exec<{ refused: number }>(sum, subject).one();
		if (refused > 0) this.#sql.exec("UPDATE refusals SET refused = 0 WHERE subject = ?", subject);
		return refused;
	}

	deleteQuietBefore(at: number): void {
		this.#sql.exec("DELETE FROM refusals WHERE quiet_until <= ?", at);
	}
}

type KnownRow = { logged_id: string; quiet_until: number; refused: number };
