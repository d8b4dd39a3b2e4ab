// Whoever may not know who exists can't find it out: by status, by text or by time.
import { beforeAll, describe, expect, it } from "vitest";
import { routes } from "../../src/app";
import { newId } from "../../src/ids";
import { createActiveUser, inboxOf } from "../factors/sent-factor";
import { createTokenUser, createUser } from "../support/otp-tokens";
import { nameOf } from "../support/route-cases";
import { type Answer, type CallOptions, createWorld, unique, type World } from "../support/world";

/** A factor's id that somebody made up. */
const noFactor = "chf0V70MWDg9ABCDEFGH";
const wrongQr = "0".repeat(32);

type Token = Awaited<ReturnType<typeof createTokenUser>>;

let world: World;
let verifier: string;
/** Who is asked about: the user's id by what it stands for. */
let people: Record<string, string>;
let known: Token;

async function createLocked() {
	const token = await createTokenUser(world);
	for (let failure = 0; failure < 5; failure++) await token.verify(token.wrongCode());
	expect((await token.verify(token.code())).status).toBe(429);
	return token.user.id;
}

async function createStepped(...steps: [method: string, path: string][]) {
	const token = await createTokenUser(world);
	expect((await token.verify(token.code())).status).toBe(200);
	for (const [method, path] of steps) {
		const { status } = await world.call(method, `/api/v1/users/${token.user.id}${path}`);
		expect(status).toBeLessThan(300);
	}
	return token.user.id;
}

beforeAll(async () => {
	world = await createWorld();
	verifier = await world.tokenFor("VERIFIER");
	known = await createTokenUser(world);
	await known.verify(known.code());
	const remove: [string, string] = ["DELETE", ""];
	people = {
		known: known.user.id,
		"known, without a factor": (await createUser(world)).id,
		locked: await createLocked(),
		suspended: await createStepped(["POST", "/lifecycle/suspend"]),
		deactivated: await createStepped(["POST", "/lifecycle/deactivate"]),
		deleted: await createStepped(remove, remove),
		"of an id made up by chance": newId("user", world.clock.now),
		"of an id of another form": unique("nobody"),
		"of a login that somebody has": known.user.login,
		"of a login that nobody has": `${unique("nobody")}@example.com`,
	};
}, 60_000);

/** What the asker sees: all but the ids of the request itself. */
const seen = ({ status, body, headers }: Answer, id: string) => {
	const { "x-okta-request-id": _, ...shown } = Object.fromEntries(headers);
	const { errorId, ...rest } = body;
	return JSON.stringify([status, rest, shown]).replaceAll(id, "{userId}");
};

async function seenOfAll(ask: (userId: string) => Promise<Answer>): Promise<Record<string, string>> {
	const all: Record<string, string> = {};
	for (const [who, id] of Object.entries(people)) all[who] = seen(await ask(id), id);
	return all;
}

function expectOneAnswer(all: Record<string, string>) {
	expect(all).toEqual(Object.fromEntries(Object.keys(people).map((who) => [who, all.known])));
}

const pathFor = (template: string, userId: string) =>
	template
		.replace("{userId}", encodeURIComponent(userId))
		.replace("{factorId}", noFactor)
		.replace("{token}", wrongQr)
		.replaceAll(/\{\w+\}/g, "00xNobody00000000000");

const userRoutes = routes.filter(({ path }) => path.includes("{userId}"));

describe("a caller with the role VERIFIER, who knows no factor of the user", () => {
	it.each([
		["a code", { passCode: "123456" }],
		["a code of a wrong form", { passCode: "12" }],
		["an answer", { answer: "mayonnaise" }],
		["a request for a code", {}],
	])("gets one answer to %s, whoever the user is", async (_, body) => {
		const path = "/api/v1/users/{userId}/factors/{factorId}/verify";
		const all = await seenOfAll((id) => world.call("POST", pathFor(path, id), body, { token: verifier }));
		expectOneAnswer(all);
		expect(all.known).toContain(noFactor);
	});

	it.each(userRoutes.filter(({ path }) => !path.endsWith("/verify")).map((route) => [nameOf(route), route] as const))(
		"gets one answer at %s",
		async (_, { method, path, access }) => {
			const all = await seenOfAll((id) => world.call(method, pathFor(path, id), undefined, { token: verifier }));
			expectOneAnswer(all);
			// A verifier may register a device, and this request has no body.
			const mayAsk = access !== "public" && (access as readonly string[]).includes("VERIFIER");
			expect(all.known).toContain(access === "public" ? "E0000007" : mayAsk ? "E0000003" : "E0000006");
		},
	);
});

describe("a stranger", () => {
	it.each([
		["no token", { token: null }, "E0000005"],
		["a token that nobody gave out", { token: `00${"x".repeat(40)}` }, "E0000011"],
	] as const)("with %s gets one answer at every route, whoever the user is", async (_, options, errorCode) => {
		for (const { method, path, access } of userRoutes) {
			if (access === "public") continue;
			const all = await seenOfAll((id) => world.call(method, pathFor(path, id), undefined, options));
			expectOneAnswer(all);
			expect(all.known).toContain(errorCode);
		}
	});

	it("gets one answer for a QR code, whether factor and user exist, are pending, or the token is wrong", async () => {
		const user = await createUser(world);
		const factors = `/api/v1/users/${user.id}/factors`;
		const { body } = await world.call("POST", factors, { factorType: "token:software:totp", provider: "GOOGLE" });
		const ask = async (factorId: string, userId: string) =>
			seen(
				await world.call("GET", `/api/v1/users/${userId}/factors/${factorId}/qr/${wrongQr}`, undefined, {
					token: null,
				}),
				factorId,
			);
		const pending = await ask(body.id, user.id);
		expect(await ask(known.factorId, known.user.id)).toBe(pending);
		expect(await ask(noFactor, user.id)).toBe(pending);
		expect(await ask(noFactor, newId("user", world.clock.now))).toBe(pending);
	});

	it("gets one answer for a callback without a signature, whether the message exists or not", async () => {
		const person = await createActiveUser(world);
		await person.challenge();
		const { deliveryId } = (await inboxOf(world, person.to))[0]!;
		const account = await world.call("POST", "/api/v1/provider-accounts", {
			name: unique("Carrier"),
			driver: "webhook",
			config: { url: "https://carrier.example.com/otp" },
			secrets: { signingSecret: `whsec_${btoa("x".repeat(32))}` },
		});
		for (const method of ["GET", "POST"]) {
			const ask = async (id: string) =>
				seen(await world.call(method, `/receipts/${account.body.id}/${id}`, undefined, { token: null }), id);
			expect(await ask(deliveryId)).toBe(await ask(newId("delivery", world.clock.now)));
			expect(await ask(deliveryId)).toContain("E0000011");
		}
	});
});

/** Ids that we gave out carry a check that nobody else can make. So no made-up id is asked further than D1. */
const isMadeUp = (who: string) => who.startsWith("of ");

describe("the time of an answer", () => {
	const rounds = 20;

	/** The median of each, asked in turn, so that a slow moment hits all alike. */
	async function mediansOf(ask: (userId: string) => Promise<Answer>): Promise<[string, number][]> {
		const times = Object.keys(people).map((who): [string, number[]] => [who, []]);
		for (let round = 0; round < rounds; round++) {
			for (const [who, all] of times) {
				const startedAt = performance.now();
				await ask(people[who]!);
				all.push(performance.now() - startedAt);
			}
		}
		return times.map(([who, all]) => [who, all.toSorted((a, b) => a - b)[rounds / 2]!]);
	}

	const doors: [string, string, string, unknown, () => CallOptions][] = [
		["a code", "POST", "/api/v1/users/{userId}/factors/{factorId}/verify", { passCode: "123456" }, asVerifier],
		["a request for a code", "POST", "/api/v1/users/{userId}/factors/{factorId}/verify", {}, asVerifier],
		["a QR code", "GET", "/api/v1/users/{userId}/factors/{factorId}/qr/{token}", undefined, () => ({ token: null })],
	];

	it.each(doors)(
		"doesn't tell for %s who is locked, suspended or gone",
		async (_, method, path, body, options) => {
			const medians = await mediansOf((id) => world.call(method, pathFor(path, id), body, options()));
			for (const group of [medians.filter(([who]) => isMadeUp(who)), medians.filter(([who]) => !isMadeUp(who))]) {
				const times = group.map(([, time]) => time);
				// A clock that stands still while a Worker computes is coarse, and so is this band.
				expect(Math.max(...times), JSON.stringify(group)).toBeLessThan(3 * Math.min(...times) + 10);
			}
		},
		60_000,
	);
});

function asVerifier(): CallOptions {
	return { token: verifier };
}
