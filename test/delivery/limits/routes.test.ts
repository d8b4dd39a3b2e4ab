// The limits of messages as an administrator sets them, for all senders and for the Okta receiver alone.
import { env, runInDurableObject } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { createActiveUser, createPhoneUser } from "../../factors/sent-factor";
import { ask, oktaRequest, secret } from "../../inbound/requests";
import { objectIds } from "../../support/object-ids";
import { createWorld, type World } from "../../support/world";

const path = "/api/v1/send-limits";
const sourcePath = "/api/v1/inbound-sources/okta";
const source = { name: "Okta receiver", enabled: true, secret };

const defaults = {
	telephone: { cooldownSeconds: 30, perDestination: { hourly: 5, daily: 15 }, perRangeHourly: 1_000 },
	mail: { cooldownSeconds: 5, perDestination: { hourly: 10, daily: 30 }, perRangeHourly: null },
	address: { hourly: 30, daily: 100 },
	ownProxies: 0,
	blockedNumbers: [],
	allowedNumbers: [],
	fixedLines: "SEND",
};
const open = { ...defaults.telephone, cooldownSeconds: 0, perDestination: { hourly: 100, daily: 100 } };

let world: World;
beforeEach(async () => {
	world = await createWorld();
	await world.call("PUT", path, {});
	await world.call("PUT", sourcePath, source);
});

const set = async (limits: object) => {
	const answer = await world.call("PUT", path, limits);
	expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

const setForSource = async (limits: object) => {
	const answer = await world.call("PUT", sourcePath, { ...source, limits });
	expect(answer.status, JSON.stringify(answer.body)).toBe(200);
	return answer.body.limits;
};

/** What becomes of `count` messages, one after the other. */
async function inTurn(
	count: number,
	send: (index: number) => Promise<{ status: number; body: { errorCode?: string } }>,
) {
	const codes: (string | number)[] = [];
	for (let index = 0; index < count; index++) {
		const { status, body } = await send(index);
		codes.push(body.errorCode ?? status);
	}
	return codes;
}

const enroll = async (phoneNumber: string, factorType = "sms") => {
	const { user } = await createPhoneUser(world);
	const factor = { factorType, provider: "OKTA", profile: { phoneNumber } };
	return world.call("POST", `/api/v1/users/${user.id}/factors`, factor);
};

describe("the limits of all senders", () => {
	it("have today's values until they are set, and again when a change leaves them out", async () => {
		expect((await world.call("GET", path)).body).toEqual(defaults);
		await set({ address: null, ownProxies: 2 });
		expect((await world.call("GET", path)).body).toEqual({ ...defaults, address: null, ownProxies: 2 });
		await set({});
		expect((await world.call("GET", path)).body).toEqual(defaults);
	});

	it.each([
		{ telephone: { ...open, cooldownSeconds: -1 } },
		{ telephone: { ...open, perDestination: { hourly: 0, daily: 1 } } },
		{ mail: { cooldownSeconds: 5 } },
		{ address: { hourly: 10_001, daily: 1 } },
		{ ownProxies: 0.5 },
		{ blockedNumbers: ["1900"] },
		{ blockedNumbers: ["+*"] },
		{ blockedNumbers: ["+19*00"] },
		{ allowedNumbers: ["+1234567890123456"] },
		{ fixedLines: "ALLOW" },
	])("aren't %j", async (limits) => {
		expect((await world.call("PUT", path, limits)).body.errorCode).toBe("E0000001");
		expect((await world.call("GET", path)).body).toEqual(defaults);
	});

	it("say how long and how often a destination waits, by telephone and by mail", async () => {
		await set({ telephone: { ...open, perDestination: { hourly: 2, daily: 3 } } });
		const [phone, mail] = [await createActiveUser(world), await createActiveUser(world, "email")];
		expect(await inTurn(3, () => phone.challenge())).toEqual([200, 200, "E0000150"]);
		expect(await inTurn(2, () => mail.challenge())).toEqual([200, "E0000118"]);
		await set({ mail: { ...defaults.mail, cooldownSeconds: 60 } });
		world.clock.now += 30_000;
		expect((await mail.challenge()).headers.get("retry-after")).toBe("30");
	});

	it("say how much a range gets, and a number that is allowed isn't held to it", async () => {
		await set({ telephone: { ...open, perRangeHourly: 1 }, allowedNumbers: ["+3531234567*"] });
		// Another test may have counted a number of this range already.
		await enroll("+353861234567");
		expect((await enroll("+353861234568")).body.errorCode).toBe("E0000150");
		await set({ telephone: { ...open, perRangeHourly: 1 }, allowedNumbers: ["+35386123456*"] });
		expect((await enroll("+353861234568")).status).toBe(200);
	});

	it("leave a number that is allowed out of the share by which its range is suspended", async () => {
		/** How many sends each meter doesn't judge. Meters of other tests may have no table, or empty theirs. */
		const unjudged = async () => {
			const counts = (await objectIds(env.METER)).map(async (id) => {
				const counting = runInDurableObject(env.METER.get(id), (_, { storage: { sql } }) =>
					sql.exec<{ sum: number }>("SELECT COALESCE(SUM(unjudged), 0) AS sum FROM minutes").one(),
				);
				return [String(id), (await counting.catch(() => ({ sum: 0 }))).sum] as const;
			});
			return new Map(await Promise.all(counts));
		};
		let before = await unjudged();
		/** By how much meters have gone up since this was asked last. */
		const more = async () => {
			const earlier = before;
			before = await unjudged();
			return [...before].map(([id, sum]) => sum - (earlier.get(id) ?? 0)).filter((growth) => growth > 0);
		};
		await set({ telephone: open, allowedNumbers: ["+353861299*"] });
		await enroll("+353861298002");
		expect(await more()).toEqual([]);
		await enroll("+353861299001");
		expect(await more()).toEqual([1]);
	});

	it("say which numbers get nothing, and which are never blocked", async () => {
		await set({ blockedNumbers: ["+353871*", "+353872000001"], allowedNumbers: ["+353871000009", "+3538799*"] });
		const refusal = ({ body }: Awaited<ReturnType<typeof enroll>>) => body.errorCauses?.[0]?.errorSummary ?? "sent";
		const blocked = "phoneNumber: An administrator has blocked this number.";
		expect(refusal(await enroll("+353871000001"))).toBe(blocked);
		expect(refusal(await enroll("+353871000001", "call"))).toBe(blocked);
		expect(refusal(await enroll("+353872000001"))).toBe(blocked);
		expect(refusal(await enroll("+353872000002"))).toBe("sent");
		expect(refusal(await enroll("+353871000009"))).toBe("sent");
		await world.call("PUT", "/api/v1/delivery-settings", { allowedCountries: ["JP"] });
		expect((await enroll("+353873000001")).body.errorCode).toBe("E0000099");
		expect(refusal(await enroll("+353879900001"))).toBe("sent");
		await world.call("PUT", "/api/v1/delivery-settings", {});
	});

	it("say whether an SMS goes to a fixed line; a call always does", async () => {
		const [dublin, mobile, eitherInTheUs] = ["+35312222222", "+353861111111", "+14155552671"];
		expect((await enroll(dublin)).status).toBe(200);
		await set({ fixedLines: "REFUSE", telephone: open });
		const refused = await enroll(dublin);
		expect([refused.status, refused.body.errorCode]).toEqual([400, "E0000098"]);
		for (const number of [mobile, eitherInTheUs]) expect((await enroll(number)).status).toBe(200);
		expect((await enroll(dublin, "call")).status).toBe(200);
	});

	it("say how many messages an address asks for", async () => {
		await set({ telephone: open, address: { hourly: 2, daily: 9 } });
		const { challenge } = await createActiveUser(world);
		const headers = { "x-forwarded-for": "198.18.0.1" };
		expect(await inTurn(3, () => challenge("", { headers }))).toEqual([200, 200, "E0000150"]);
		await set({ telephone: open, address: null });
		expect(await inTurn(3, () => challenge("", { headers }))).toEqual([200, 200, 200]);
	});
});

describe("the address that is counted", () => {
	const sendFrom = async (count: number, header: (index: number) => string, token = world.token) => {
		const { challenge } = await createActiveUser(world);
		return inTurn(count, (index) => challenge("", { token, headers: { "x-forwarded-for": header(index) } }));
	};

	beforeEach(() => set({ telephone: open, address: { hourly: 2, daily: 9 } }));

	it("can't be chosen by what a browser writes before it", async () => {
		expect(await sendFrom(3, (index) => `192.0.2.${index}, 198.18.1.1:${4000 + index}`)).toEqual([
			200,
			200,
			"E0000150",
		]);
	});

	it("is never a private one, nor the caller's own", async () => {
		expect(await sendFrom(4, () => "10.1.2.3, 127.0.0.1")).toEqual([200, 200, 200, 200]);
	});

	it("stands before as many proxies as the setting says", async () => {
		await set({ telephone: open, address: { hourly: 2, daily: 9 }, ownProxies: 1 });
		expect(await sendFrom(3, (index) => `198.18.2.${index}, 198.18.2.200`)).toEqual([200, 200, 200]);
		expect(await sendFrom(3, (index) => `192.0.2.${index}, 198.18.3.1, 198.18.2.200`)).toEqual([200, 200, "E0000150"]);
	});

	it("is one for everything that a token tells and nobody can read", async () => {
		const nonsense = ["unknown", "_hidden", 'for="_x"', "198.18.4.999"];
		const [token, other] = [await world.tokenFor("VERIFIER"), await world.tokenFor("VERIFIER")];
		expect(await sendFrom(4, (index) => nonsense[index]!, token)).toEqual([200, 200, "E0000150", "E0000150"]);
		expect(await sendFrom(1, () => "unknown", other)).toEqual([200]);
	});
});

describe("the limits of an inbound source", () => {
	const statuses = async (count: number, ipAddress: string, phoneNumber?: string) => {
		const words: string[] = [];
		for (let index = 0; index < count; index++) {
			const request = oktaRequest(phoneNumber === undefined ? {} : { phoneNumber });
			const { context } = request.data;
			const told = { ...context, request: { ...context.request, ipAddress } };
			const answer = await ask(world, { ...request, data: { ...request.data, context: told } });
			words.push(answer.body.commands[0].value[0].status);
		}
		return words;
	};
	const sent = (count: number) => Array(count).fill("SUCCESSFUL");

	it("are nothing of its own at first: 35 people of one company get their codes from one address", async () => {
		expect((await world.call("GET", sourcePath)).body.limits).toEqual({});
		expect(await statuses(35, "198.18.5.1")).toEqual(sent(35));
	});

	it("follow those of all senders, but for the cool-down and the address", async () => {
		await set({
			telephone: { ...open, cooldownSeconds: 60, perDestination: { hourly: 2, daily: 2 } },
			address: { hourly: 1, daily: 1 },
		});
		expect(await statuses(3, "198.18.5.2", "+353861200001")).toEqual([...sent(2), "FAILED"]);
	});

	it("count its addresses where they say so, and never private ones", async () => {
		const limits = { address: { hourly: 2, daily: 9 } };
		expect(await setForSource(limits)).toEqual(limits);
		expect((await world.call("GET", sourcePath)).body.limits).toEqual(limits);
		expect(await statuses(3, "198.18.5.3")).toEqual([...sent(2), "FAILED"]);
		expect(await statuses(3, "10.0.0.9")).toEqual(sent(3));
		expect(await statuses(3, "somewhere")).toEqual([...sent(2), "FAILED"]);
	});

	it("don't change those of other senders", async () => {
		await setForSource({ blockedNumbers: ["+35386130*"], telephone: { ...open, cooldownSeconds: 60 } });
		expect(await statuses(1, "198.18.5.4", "+353861300001")).toEqual(["FAILED"]);
		expect(await statuses(2, "198.18.5.4", "+353861310001")).toEqual(["SUCCESSFUL", "FAILED"]);
		expect((await enroll("+353861300001")).status).toBe(200);
		expect((await world.call("GET", path)).body).toEqual(defaults);
	});

	it("take no number of proxies, because Okta tells the address itself", async () => {
		expect(await setForSource({ ownProxies: 1 })).toEqual({});
	});

	it("stay when the Okta receiver's settings change, and go when the source is replaced without them", async () => {
		await setForSource({ fixedLines: "REFUSE" });
		await world.call("PUT", "/api/v1/okta-receiver", { enabled: true });
		expect((await world.call("GET", sourcePath)).body.limits).toEqual({ fixedLines: "REFUSE" });
		expect(await setForSource({})).toEqual({});
	});

	it.each([{ address: { hourly: 0, daily: 1 } }, { blockedNumbers: ["1900"] }, { telephone: { cooldownSeconds: 5 } }])(
		"aren't %j",
		async (limits) => {
			const answer = await world.call("PUT", sourcePath, { ...source, limits });
			expect(answer.body.errorCode).toBe("E0000001");
		},
	);
});
