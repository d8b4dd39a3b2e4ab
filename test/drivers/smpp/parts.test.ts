// What is known of the segments of a message, in the storage of a Durable Object.
import { env, runInDurableObject } from "cloudflare:test";
import { expect, it } from "vitest";
import { SentParts } from "../../../src/drivers/smpp/parts";

const day = 24 * 60 * 60 * 1000;

/** @param work gets parts in a storage of their own, and a function that returns the rows read since its last call */
const withParts = (work: (parts: SentParts, rowsRead: () => number) => void) =>
	runInDurableObject(env.SMPP.get(env.SMPP.newUniqueId()), (_, { storage }) => {
		const cursors: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
		const exec = (query: string, ...values: SqlStorageValue[]) => {
			const cursor = storage.sql.exec(query, ...values);
			cursors.push(cursor);
			return cursor;
		};
		work(new SentParts({ exec } as SqlStorage), () =>
			cursors.splice(0).reduce((rows, cursor) => rows + cursor.rowsRead, 0),
		);
	});

it("settles a message when its last segment is delivered, and says so of the same segment again", () =>
	withParts((parts) => {
		parts.remember("a", "a", 2, 0);
		parts.remember("b", "a", 2, 0);
		expect(parts.settle("a", "delivered")).toEqual({ messageId: "a", status: null });
		expect(parts.settle("a", "delivered")).toEqual({ messageId: "a", status: null });
		expect(parts.settle("b", "delivered")).toEqual({ messageId: "a", status: "delivered" });
		expect(parts.settle("b", "undelivered")).toEqual({ messageId: "a", status: "undelivered" });
		expect(parts.settle("c", "delivered")).toBeNull();
	}));

it("keeps a segment delivered whatever older news comes after", () =>
	withParts((parts) => {
		parts.remember("a", "a", 2, 0);
		parts.remember("b", "a", 2, 0);
		parts.settle("a", "delivered");
		parts.settle("a", "sent");
		expect(parts.settle("b", "delivered")).toEqual({ messageId: "a", status: "delivered" });
	}));

it("reads a few rows however many are kept", () =>
	withParts((parts, rowsRead) => {
		for (let index = 0; index < 300; index++)
			parts.remember(`${index}`, `${index - (index % 2)}`, 1 + (index % 3), day);
		rowsRead();
		parts.settle("150", "delivered"); // of one segment
		expect(rowsRead()).toBeLessThan(4);
		parts.settle("151", "delivered"); // of two
		expect(rowsRead()).toBeLessThan(8);
		parts.find("00150", "ANY");
		parts.find("999", "ANY");
		expect(rowsRead()).toBeLessThan(16);
		parts.forgetOld(2 * day);
		expect(rowsRead()).toBeLessThan(4);
	}));

it("forgets after three days", () =>
	withParts((parts) => {
		parts.remember("a", "a", 1, 0);
		parts.forgetOld(3 * day);
		expect(parts.settle("a", "sent")).toEqual({ messageId: "a", status: "sent" });
		parts.forgetOld(3 * day + 1);
		expect(parts.settle("a", "sent")).toBeNull();
	}));
