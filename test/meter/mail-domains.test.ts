// Where mail is counted: a large domain in parts, every other domain in one object.
import { env } from "cloudflare:test";
import { describe, expect, it } from "vitest";
import type { Bindings } from "../../src/env";
import { countVerified, refundSend, reserveSend } from "../../src/meter/client";
import { largeMailDomains } from "../../src/meter/large-mail-domains";
import { defaultSendLimits } from "../../src/meter/limits";
import { unique } from "../support/world";
import { newMeter, tally, times } from "./meters";

/** Sends mail, and notes the names of the objects that are asked. */
function newMail() {
	const names: string[] = [];
	const METER = {
		idFromName: (name: string) => {
			names.push(name);
			return env.METER.idFromName(name);
		},
		get: (id: DurableObjectId) => env.METER.get(id),
	} as unknown as Bindings["METER"];
	const { ctx, clock } = newMeter(Date.now(), { METER });
	const mail = (destination: string) => ({ channel: "EMAIL", destination }) as const;
	return {
		names,
		clock,
		reserve: (destination: string, limits = defaultSendLimits.EMAIL) => reserveSend(ctx, mail(destination), limits),
		refund: (counted: Parameters<typeof refundSend>[1]) => refundSend(ctx, counted),
		verified: (destination: string) => countVerified(ctx, mail(destination)),
	};
}

describe("a large mail domain", () => {
	it("is spread over many objects by the hash of the address", async () => {
		const { reserve, names } = newMail();
		await Promise.all(times(60, () => reserve(`${unique("a")}@gmail.com`)));
		for (const name of names) expect(name).toMatch(/^mail:[0-9a-f]{2}@gmail\.com$/);
		// Of 256 parts, 60 addresses meet about 53.
		expect(new Set(names).size).toBeGreaterThan(30);
	});

	it("counts an address in one place, however it is written and whatever is asked", async () => {
		const { reserve, refund, verified, names, clock } = newMail();
		const address = `${unique("ada")}@gmail.com`;
		const sent = await reserve(address);
		if (!sent.ok) throw new Error("a new address has room");
		expect(await reserve(address.toUpperCase())).toMatchObject({ ok: false, reason: "cool-down" });
		await refund(sent);
		expect((await reserve(address.replace("gmail", "GMail"))).ok).toBe(true);
		await verified(address);
		expect(new Set(names).size).toBe(1);
		clock.now += 5_000;
		const limits = { ...defaultSendLimits.EMAIL, perDestination: { hourly: 2, daily: 9 } };
		expect(tally([await reserve(address, limits)])).toEqual({ reserved: 1 });
		clock.now += 5_000;
		expect(tally([await reserve(address, limits)])).toEqual({ hourly: 1 });
	});

	it("lets one of 50 parallel sends to an address pass", async () => {
		const { reserve } = newMail();
		const address = `${unique("bob")}@outlook.com`;
		expect(tally(await Promise.all(times(50, () => reserve(address))))).toEqual({ reserved: 1, "cool-down": 49 });
	});
});

describe("every other mail domain", () => {
	it.each(["example.org", "notgmail.com", "mail.gmail.com", "gmail.com.example", "xn--gmail.com", "a1:gmail.com"])(
		"is one object: %s",
		async (domain) => {
			const { reserve, names } = newMail();
			await Promise.all(times(5, () => reserve(`${unique("a")}@${domain}`)));
			expect(new Set(names)).toEqual(new Set([`mail:${domain}`]));
		},
	);
});

describe("the list of large mail domains", () => {
	it("has domains as the meter compares them, and is short", () => {
		for (const domain of largeMailDomains) expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
		expect(largeMailDomains.size).toBeLessThan(150);
	});
});
