import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { optOut } from "../../src/contacts/choices";
import { getUser } from "../../src/users/service";
import { inboxOf } from "../factors/sent-factor";
import { createReader } from "../support/reader";
import { createWorld, unique, type World } from "../support/world";
import { createHosted, textOf } from "./people";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world);
});

const requests = 200;
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const before = { checkpoint: "PRE_AUTHENTICATION" };

/** Logins of one length, so that pages that show them are as long as each other. */
async function people() {
	const profile = () => {
		const login = `${unique("p")}-${"x".repeat(40)}`.slice(0, 40);
		return { login: `${login}@example.com`, email: `${login}@example.com` };
	};
	const [registered, unregistered, locked, optedOut, suspended] = await Promise.all([
		hosted.newPerson({ ...profile(), locale: "ja" }),
		hosted.newPerson(profile(), { mobile: false, question: false }),
		hosted.newPerson(profile()),
		hosted.newPerson(profile()),
		hosted.newPerson(profile()),
	]);
	const begun = await hosted.begin(locked.id);
	const question = (await begun.look()).body.offer.find(({ type }: { type: string }) => type === "ChallengeQuestion");
	await begun.step("choose", { type: "ChallengeQuestion", choice: question.choices[0].id });
	for (let wrong = 0; wrong < 5; wrong++) await begun.step("answer", { answer: `wrong ${wrong}` });
	await optOut(world.ctx, await getUser(world.ctx, optedOut.id));
	await world.call("POST", `/api/v1/users/${suspended.id}/lifecycle/suspend`);
	const unknown = { login: profile().login, id: "", mobile: "+12125550000" };
	return { registered, unregistered, locked, optedOut, suspended, unknown };
}

describe("before the password", () => {
	it("pages say the same of everybody, in the same time, and nothing is sent", async () => {
		const kinds = Object.entries(await people());
		const visits = await Promise.all(
			kinds.map(async ([kind, { login, mobile }]) => {
				// Letters' case is as it was typed, whatever it is here.
				const begun = await hosted.begin(login.toUpperCase(), { ...before, locale: undefined });
				const reader = createReader(world);
				const first = await reader.open(begun.way);
				return { kind, login, mobile, begun, reader, first, times: [] as number[] };
			}),
		);
		const shownTo = ({ login, begun, first: { path, status, html } }: (typeof visits)[number]) => ({
			status,
			path: path.replace(begun.id, ""),
			text: textOf(html).replace(login.toUpperCase(), ""),
			length: html.length,
		});
		const [one, ...others] = visits.map(shownTo);
		expect(one).toMatchObject({ status: 200, path: "/confirm//password" });
		for (const other of others) expect(other).toEqual(one);
		for (let turn = 0; turn < requests; turn++) {
			// Each of them is the first one as often as every other.
			const start = turn % visits.length;
			for (const visit of [...visits.slice(start), ...visits.slice(0, start)]) {
				const startedAt = performance.now();
				const { status } = await visit.reader.open(visit.begun.at("password"));
				visit.times.push(performance.now() - startedAt);
				expect(status).toBe(200);
			}
		}
		const medians = visits.map(({ times }) => median(times));
		const [fastest, slowest] = [Math.min(...medians), Math.max(...medians)];
		expect(slowest - fastest, medians.join(", ")).toBeLessThanOrEqual(Math.max(5, 0.2 * fastest));
		for (const { mobile } of visits) expect(await inboxOf(world, mobile)).toEqual([]);
	}, 180_000);

	it("pages lead nowhere else, whoever asks for which page, and take no verb of later steps", async () => {
		const { unknown, registered } = await people();
		for (const { login } of [unknown, registered]) {
			const { reader, at } = await hosted.come(login, before);
			for (const place of ["", "choose", "code", "register", "end", "back"]) {
				expect((await reader.open(at(place).replace(/\/$/, ""))).path).toBe(at("password"));
			}
			await reader.open(at("password"));
			expect((await reader.send("answer", { answer: "12345" })).status).toBe(400);
		}
	});
});

describe("after the password", () => {
	it("pages say the truth", async () => {
		const { registered, suspended, unknown } = await people();
		const said = async (login: string) => {
			const { reader, at, step } = await hosted.come(login, before);
			await step("password", { result: "right" });
			const { path, html, status } = await reader.open(at("password"));
			return { place: path.split("/").at(-1), status, text: textOf(html) };
		};
		expect(await said(registered.login)).toMatchObject({ place: "choose", status: 200 });
		expect(await said(unknown.login)).toMatchObject({ place: "end", text: expect.stringContaining("You can't go on") });
		expect((await said(suspended.login)).status).toBe(403);
	});

	it("a wrong password changes nothing that anybody can see", async () => {
		const { registered, suspended, unknown } = await people();
		for (const { login } of [registered, suspended, unknown]) {
			const { reader, at, step } = await hosted.come(login, before);
			expect((await step("password", { result: "wrong" })).body.status).toBe("CONTINUE");
			expect((await reader.open(at("password"))).path).toBe(at("password"));
		}
	});
});

describe("a flood", () => {
	it("of one address or about one transaction is stopped", async () => {
		const begun = await hosted.begin((await hosted.newPerson()).id);
		const asked: string[] = [];
		const limiter = (isOver: (key: string) => boolean) => ({
			limit: async ({ key }: { key: string }) => {
				asked.push(key);
				return { success: !isOver(key) };
			},
		});
		const visit = async (path: string, isOver: (key: string) => boolean) => {
			const flooded = await createWorld({ bindings: { ...env, RATE_LIMIT_SMALL: limiter(isOver) } });
			const headers = { "cf-connecting-ip": "203.0.113.9" };
			return (await flooded.call("GET", path, undefined, { token: null, headers })).status;
		};
		expect(await visit(begun.way, () => false)).toBe(303);
		for (const path of [begun.way, `/confirm/${begun.id}`, ...["choose", "code", "end", "back"].map(begun.at)]) {
			for (const kind of ["address:203.0.113.9", `transaction:${begun.id}`]) {
				expect([path, await visit(path, (key) => key === kind)]).toEqual([path, 429]);
			}
		}
		expect(new Set(asked)).toEqual(new Set(["address:203.0.113.9", `transaction:${begun.id}`]));
	});
});
