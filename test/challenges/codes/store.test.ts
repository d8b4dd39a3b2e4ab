import { abortAllDurableObjects, env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import { type NewKeptCode, openCode, sealCode } from "../../../src/challenges/codes/kept-code";
import { readEnv } from "../../../src/env";
import { unique } from "../../support/world";
import { keeperOf } from "../challenged";

const { sealKeys } = readEnv(env);
const now = 1_000_000;
const expiresAt = now + 300_000;
const shape = { length: 5, alphabet: "1234567890" };
const made = (sealed: string, change: Partial<NewKeptCode> = {}): NewKeptCode => ({
	sealed,
	shape,
	expiresAt,
	destinationHash: "to",
	...change,
});

describe("the code of a transaction", () => {
	it("stays for a resend, with its life, in the object alone", async () => {
		const { keeper } = keeperOf(unique("trx"));
		await keeper.claim("ChallengeSMS", made("first"), "dlv1", now);
		await abortAllDurableObjects();
		const later = { ...made("second"), expiresAt: expiresAt + 60_000 };
		expect(await keeper.claim("ChallengeSMS", later, "dlv2", now + 60_000)).toEqual({
			result: "claimed",
			isResend: true,
			code: { ...made("first"), deliveryIds: ["dlv1", "dlv2"] },
		});
	});

	it("is another one for another type, another transaction, another number, and after its life", async () => {
		const { keeper } = keeperOf(unique("trx"));
		const other = keeperOf(unique("trx")).keeper;
		await keeper.claim("ChallengeSMS", made("first"), "dlv1", now);
		const claims = await Promise.all([
			keeper.claim("ChallengeEmail", made("mail"), "dlv2", now),
			other.claim("ChallengeSMS", made("other"), "dlv3", now),
		]);
		expect(claims.map((claim) => claim.result === "claimed" && claim.code.sealed)).toEqual(["mail", "other"]);
		const moved = await keeper.claim("ChallengeSMS", made("moved", { destinationHash: "new" }), "dlv4", now);
		expect(moved).toMatchObject({ isResend: false, code: { sealed: "moved", deliveryIds: ["dlv4"] } });
		const late = made("late", { destinationHash: "new" });
		expect(await keeper.claim("ChallengeSMS", late, "dlv5", expiresAt - 1)).toMatchObject({
			code: { sealed: "moved" },
		});
		expect(await keeper.claim("ChallengeSMS", late, "dlv6", expiresAt)).toMatchObject({ code: { sealed: "late" } });
	});

	it("is sent three times, also of fifty requests at once, and a send that was given back counts for nothing", async () => {
		const { keeper } = keeperOf(unique("trx"));
		const claim = (id: string) => keeper.claim("ChallengeSMS", made(id), id, now);
		const claims = await Promise.all(Array.from({ length: 50 }, (_, index) => claim(`dlv${index}`)));
		const taken = claims.flatMap((one) => (one.result === "claimed" ? [one.code] : []));
		expect(taken).toHaveLength(3);
		expect(new Set(taken.map(({ sealed }) => sealed)).size).toBe(1);
		expect(claims.filter(({ result }) => result === "used-up")).toHaveLength(47);
		await keeper.giveBack("ChallengeSMS", taken[2]!.deliveryIds.at(-1)!);
		expect((await claim("again")).result).toBe("claimed");
		expect((await claim("again")).result).toBe("claimed");
		expect(await claim("more")).toEqual({ result: "used-up", expiresAt });
	});

	it("goes when no message has carried it, when it has expired, and with the transaction", async () => {
		const { keeper, inStore, stored } = keeperOf(unique("trx"));
		await keeper.claim("ChallengeSMS", made("first"), "dlv1", now);
		await keeper.giveBack("ChallengeSMS", "dlv1");
		await keeper.giveBack("ChallengeSMS", "dlv1");
		expect(await stored()).toBe("[]");
		await keeper.claim("ChallengeSMS", made("second"), "dlv2", now);
		await keeper.claim("ChallengeEmail", made("mail", { expiresAt: expiresAt + 1 }), "dlv3", now);
		expect(await inStore((store) => store.dropExpired(expiresAt))).toBe(expiresAt + 1);
		expect(await stored()).not.toContain("second");
		expect(await inStore((store) => store.dropExpired(expiresAt + 1))).toBeNull();
		await keeper.claim("ChallengeSMS", made("third"), "dlv4", now);
		await keeper.end();
		expect(await stored()).toBe("[]");
	});

	it("opens in its own transaction and type alone", async () => {
		const sealed = await sealCode(sealKeys, "trx1", "ChallengeSMS", "27182");
		expect(await openCode(sealKeys, "trx1", "ChallengeSMS", sealed)).toBe("27182");
		await expect(openCode(sealKeys, "trx2", "ChallengeSMS", sealed)).rejects.toThrow();
		await expect(openCode(sealKeys, "trx1", "ChallengeEmail", sealed)).rejects.toThrow();
	});
});
