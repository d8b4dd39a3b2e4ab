// Which of the operator's ids belong to which message. Each segment has its own receipt, which may come days later.
import type { DeliveryStatus } from "../../messages/message";
import type { ReceiptIds } from "./account";
import { bareIdOf, possibleIds } from "./message-ids";

/** Operators try for two days at the most. After three days, no receipt is awaited. */
const keepMs = 3 * 24 * 60 * 60 * 1000;

export class SentParts {
	readonly #sql: SqlStorage;

	constructor(sql: SqlStorage) {
		this.#sql = sql;
		sql.exec(`CREATE TABLE IF NOT EXISTS parts (
			key TEXT PRIMARY KEY, message_id TEXT NOT NULL, total INTEGER NOT NULL, status TEXT, sent_at INTEGER NOT NULL
		) WITHOUT ROWID;
		CREATE INDEX IF NOT EXISTS parts_by_message ON parts (message_id);
		CREATE INDEX IF NOT EXISTS parts_by_bare_key ON parts (${bareIdOf("key")});
		CREATE INDEX IF NOT EXISTS parts_by_age ON parts (sent_at)`);
	}

	/**
	 * @param key the operator's id of this segment, as its answer writes it
	 * @param messageId the id of the whole message, which is the id of its first segment
	 */
	remember(key: string, messageId: string, total: number, now: number): void {
		this.#sql.exec(
			"INSERT OR REPLACE INTO parts (key, message_id, total, sent_at) VALUES (?, ?, ?, ?)",
			key,
			messageId,
			total,
			now,
		);
	}

	/**
	 * The key of the segment that a receipt speaks of. Null when there is none, or when the id could be two segments'.
	 * @param id as the receipt writes it
	 */
	find(id: string, form: ReceiptIds): string | null {
		for (const ids of possibleIds(id, form)) {
			const [first, second] = this.#sql
				.exec<{ key: string }>(
					`SELECT key FROM parts WHERE ${bareIdOf("key")} IN (?, ?) ORDER BY key = ? DESC LIMIT 2`,
					ids[0] ?? null,
					ids[1] ?? null,
					id,
				)
				.toArray();
			if (first) return first.key === id || !second ? first.key : null;
		}
		return null;
	}

	/**
	 * Stores the status of a segment. A message is delivered once all of its segments are delivered. Any other status of
	 * a segment is the message's status at once. Receipts may come in any order, so a delivered segment stays delivered.
	 * @returns the message of the segment, or null when there is none. `status` is null while other segments decide
	 */
	settle(key: string, status: DeliveryStatus): { messageId: string; status: DeliveryStatus | null } | null {
		const [part] = this.#sql
			.exec<{ message_id: string; total: number }>(
				"UPDATE parts SET status = iif(status = 'delivered', status, ?) WHERE key = ? RETURNING message_id, total",
				status,
				key,
			)
			.toArray();
		if (!part) return null;
		const messageId = part.message_id;
		if (status !== "delivered" || part.total === 1) return { messageId, status };
		const { delivered } = this.#sql
			.exec<{ delivered: number }>(
				"SELECT count(*) AS delivered FROM parts WHERE message_id = ? AND status = 'delivered'",
				messageId,
			)
			.one();
		return { messageId, status: delivered === part.total ? status : null };
	}

	forgetOld(now: number): void {
		this.#sql.exec("DELETE FROM parts WHERE sent_at < ?", now - keepMs);
	}
}
