import { runInDurableObject } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { toWaiting, type WaitingEvent } from "../../src/guard/outbox";
import { GuardStore } from "../../src/guard/store";
import { newGuard, now } from "./token-guard";

/** Does the work on a store of its own, beside that of a new guard. `reopen` reads it anew, as after an eviction. */
async function inStore(work: (store: GuardStore, reopen: () => GuardStore, sql: SqlStorage) => void) {
	const { stub } = await newGuard();
	await runInDurableObject(stub(), (_, { storage: { sql } }) =>
		work(new GuardStore(sql), () => new GuardStore(sql), sql),
	);
}

let made = 0;
const event = (userAgent: string | null, reason: string | null = null): WaitingEvent =>
	toWaiting({
		uuid: `uuid${made++}`,
		at: now + made,
		type: "user.authentication.auth_via_mfa",
		result: reason === null ? "SUCCESS" : "FAILURE",
		reason,
		limit: null,
		factor: { id: "chf1", name: "Token" },
		asker: { requestId: `req${made}`, requestUri: "POST /verify", apiTokenId: "00T1", ipAddress: null, userAgent },
	});

function add(store: GuardStore, ...events: WaitingEvent[]) {
	store.addEvents(events);
	store.saveState();
}

describe("the waiting events of a guard", () => {
	it("come back whole, whatever they have in common, over full pages and evictions", () =>
		inStore((first, reopen) => {
			const agents = ["a", "a", "b", null, null, "a"];
			const events = Array.from({ length: 60 }, (_, index) =>
				event(agents[index % agents.length]!, index % 4 === 0 ? "INVALID_CREDENTIALS" : null),
			);
			let store = first;
			for (const [index, one] of events.entries()) {
				if (index % 7 === 0) store = reopen();
				add(store, one);
			}
			expect(store.waitingEvents()).toEqual(events);
			expect(reopen().waitingEvents()).toEqual(events);
		}));

	it("stay whole when others leave: the oldest, the newest, some of a page, all", () =>
		inStore((store, reopen) => {
			const events = Array.from({ length: 40 }, (_, index) => event(index < 38 ? "a" : "b"));
			for (const one of events) add(store, one);
			const leave = (...indexes: number[]) => store.dropArrived(new Set(indexes.map((index) => events[index]![0])));
			const isLeft = (index: number) => ![0, 5, 15, 16, 38, 39].includes(index);
			leave(0, 5, 15, 16, 38, 39);
			// As the newest that left, and unlike the newest that stayed.
			const next = event("b");
			add(store, next);
			const left = [...events.filter((_, index) => isLeft(index)), next];
			expect(store.waitingEvents()).toEqual(left);
			expect(reopen().waitingEvents()).toEqual(left);
			store.dropArrived(new Set(left.map(([uuid]) => uuid)));
			add(store, next);
			expect(reopen().waitingEvents()).toEqual([next]);
		}));

	it("of earlier versions, each of them whole, are read as they are", () =>
		inStore((store, reopen, sql) => {
			const events = [event("a"), event("a"), event("b")];
			store.state.waiting = events.map((one) => [...one]) as never;
			store.saveState();
			sql.exec("INSERT INTO kept (id, value) VALUES (2, ?)", JSON.stringify(events));
			expect(reopen().waitingEvents()).toEqual([...events, ...events]);
		}));

	it("take less than half of their room, where they are alike", () =>
		inStore((store, _, sql) => {
			const events = Array.from({ length: 15 }, () => event("Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101"));
			add(store, ...events);
			const [{ value }] = [...sql.exec<{ value: string }>("SELECT value FROM kept WHERE id = 0")] as [
				{ value: string },
			];
			expect(JSON.stringify(JSON.parse(value).waiting).length).toBeLessThan(JSON.stringify(events).length / 2);
		}));
});
