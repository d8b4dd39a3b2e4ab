import { beforeEach, describe, expect, it } from "vitest";
import { createReader } from "../support/reader";
import { createWorld, type World } from "../support/world";
import { loggedOf, objectOf } from "../transactions/kept";
import { back, createHosted, origin, textOf } from "./people";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world);
});

const ask = (path: string, cookie = "", headers: Record<string, string> = {}) =>
	world.call("GET", path, undefined, { token: null, headers: { cookie, ...headers } });

describe("the way in", () => {
	it("swaps the secret of the address for a cookie, and answers with an address without it", async () => {
		const { id } = await hosted.newPerson();
		const begun = await hosted.begin(id);
		expect(begun.hostedUrl).toMatch(/^https:\/\/otp\.test\/confirm\/trn\w{17}\/open\?secret=\w{43}$/);
		const { status, headers, body } = await ask(begun.way);
		expect([status, body, headers.get("location")]).toEqual([303, "", `/confirm/${begun.id}`]);
		const [cookie = "", ...others] = headers.getSetCookie();
		expect(others).toEqual([]);
		expect(cookie).toMatch(
			new RegExp(
				`^__Host-tessera-confirm-${begun.id}=\\w{43}\\.en; Max-Age=4500; Path=/; HttpOnly; Secure; SameSite=Lax$`,
			),
		);
		const secret = new URL(begun.hostedUrl).searchParams.get("secret")!;
		const stored = await objectOf(begun.id).stored();
		for (const hidden of [secret, cookie.split("=")[1]!.slice(0, 43), begun.handle])
			expect(stored).not.toContain(hidden);
		expect(cookie).not.toContain(secret);
	});

	it("lets one browser in: of parallel ones, one; and later ones read that it was opened", async () => {
		const { id } = await hosted.newPerson();
		const begun = await hosted.begin(id);
		const answers = await Promise.all(Array.from({ length: 20 }, () => ask(begun.way)));
		expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
		const late = await ask(begun.way);
		expect(late.status).toBe(200);
		expect(late.headers.getSetCookie()).toEqual([]);
		expect(textOf(late.body)).toContain("This link was opened before");
		expect(late.body).not.toContain(new URL(begun.hostedUrl).searchParams.get("secret"));
		await objectOf(begun.id).ring(world.clock.now);
		const entered = (await loggedOf(begun.id)).filter(({ type }) => type === "user.transaction.enter");
		expect(entered.filter(({ outcome }) => outcome === "SUCCESS")).toHaveLength(1);
	});

	it("says the same for a made-up secret, another transaction's secret, and no secret", async () => {
		const { id } = await hosted.newPerson();
		const [one, other] = [await hosted.begin(id), await hosted.begin(id)];
		const wrong = [
			`/confirm/${one.id}/open?secret=${"x".repeat(43)}`,
			`/confirm/${one.id}/open${new URL(other.hostedUrl).search}`,
			`/confirm/${one.id}/open`,
			`/confirm/trn00000000000000000/open${new URL(one.hostedUrl).search}`,
			`/confirm/nothing/open${new URL(one.hostedUrl).search}`,
		];
		const said = new Set<string>();
		for (const path of wrong) {
			const { status, headers, body } = await ask(path);
			expect([path, status, headers.getSetCookie()]).toEqual([path, 200, []]);
			said.add(textOf(body));
		}
		expect(said.size).toBe(1);
		expect((await ask(one.way)).status).toBe(303);
	});

	it("has an address of the configured origin alone, whatever host the request names", async () => {
		const { id } = await hosted.newPerson();
		const input = { user: id, application: hosted.application, checkpoint: "POST_AUTHENTICATION", ...back };
		const headers = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" };
		const { body } = await world.call("POST", "/api/v1/transactions", input, {
			origin: "https://evil.example",
			headers,
		});
		expect(body.hostedUrl.startsWith(`${origin}/confirm/`)).toBe(true);
		const { headers: answered } = await world.call("GET", body.hostedUrl.slice(origin.length), undefined, {
			token: null,
			origin: "https://evil.example",
			headers,
		});
		expect(answered.get("location")).toMatch(/^\/confirm\//);
	});

	it("isn't there without a way back", async () => {
		const { id } = await hosted.newPerson();
		const input = { user: id, application: hosted.application };
		expect((await world.call("POST", "/api/v1/transactions", input)).body.hostedUrl).toBeNull();
	});

	it("still leads in when the transaction has ended, so that the person reads why", async () => {
		const { id } = await hosted.newPerson();
		const begun = await hosted.begin(id);
		world.clock.now += 16 * 60_000;
		const { path, html } = await createReader(world).open(begun.way);
		expect([path, textOf(html)]).toEqual([begun.at("end"), expect.stringContaining("Time is up")]);
	});
});

describe("a transaction", () => {
	it("goes on by our pages for life, once a browser is in: the application's steps for the person are refused", async () => {
		const { id } = await hosted.newPerson();
		const { step, look, reader, at } = await hosted.come(id);
		const refused = [
			await step("choose", { type: "ChallengeQuestion" }),
			await step("answer", { answer: "x" }),
			await step("redirect"),
			await step("result"),
		];
		expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
		expect(refused[0]!.body.errorCauses[0].errorSummary).toContain("goes on in the browser");
		expect((await look()).body.status).toBe("CHALLENGE");
		expect((await step("cancel")).body.status).toBe("CANCELLED");
		expect((await reader.open(at("choose"))).path).toBe(at("end"));
	});

	it("goes on by API for life, once the application took a step of the person", async () => {
		const { id } = await hosted.newPerson();
		const begun = await hosted.begin(id);
		expect((await begun.step("choose", { type: "ChallengeQuestion" })).status).toBe(200);
		const { html } = await createReader(world).open(begun.way);
		expect(textOf(html)).toContain("This link was opened before");
		expect((await begun.step("answer", { answer: "Brussels sprouts" })).body.result).toBe("RIGHT");
	});

	it("takes one way where both are tried at once", async () => {
		const { id } = await hosted.newPerson();
		for (let turn = 0; turn < 5; turn++) {
			const begun = await hosted.begin(id);
			const [entered, stepped] = await Promise.all([
				ask(begun.way),
				begun.step("choose", { type: "ChallengeQuestion" }),
			]);
			expect([entered.status === 303, stepped.status === 200].filter(Boolean)).toHaveLength(1);
		}
	});
});

describe("the cookie", () => {
	it("opens its own transaction alone, and nothing opens without it or with a made-up one", async () => {
		const { id } = await hosted.newPerson();
		const one = await hosted.come(id);
		const other = await hosted.begin((await hosted.newPerson()).id);
		const [, value] = one.reader.cookies().split("=");
		const names = (transaction: string) => `__Host-tessera-confirm-${transaction}`;
		const strangers = [
			[other.id, ""],
			[other.id, one.reader.cookies()],
			[other.id, `${names(other.id)}=${value}`],
			[one.id, `${names(one.id)}=${"x".repeat(43)}.en`],
			[one.id, `${names(one.id)}=${one.handle}.en`],
			[one.id, `${names(one.id)}=`],
			["trn00000000000000000", `${names("trn00000000000000000")}=${value}`],
			["%00", "x=y"],
		] as const;
		const said = new Set<string>();
		for (const [transaction, cookie] of strangers) {
			for (const place of ["", "/choose", "/code", "/end", "/back", "/password", "/register"]) {
				const { status, body } = await ask(`/confirm/${transaction}${place}`, cookie);
				expect([transaction, place, status]).toEqual([transaction, place, 404]);
				said.add(textOf(body));
			}
		}
		expect([...said]).toEqual([expect.stringContaining("belongs to another browser")]);
		expect((await ask(one.at("choose"), one.reader.cookies())).status).toBe(200);
	});

	it("is always new: one that an attacker has set before isn't taken over", async () => {
		const { id } = await hosted.newPerson();
		const begun = await hosted.begin(id);
		const planted = `__Host-tessera-confirm-${begun.id}=${"a".repeat(43)}.en`;
		const { headers } = await ask(begun.way, planted);
		const [cookie = ""] = headers.getSetCookie();
		expect(cookie).not.toContain("a".repeat(43));
		expect((await ask(begun.at("choose"), planted)).status).toBe(404);
		expect((await ask(begun.at("choose"), cookie.split(";")[0])).status).toBe(200);
	});

	it("stays beside the cookies of other transactions: an attacker's link changes nothing in a victim's own", async () => {
		const [victim, attacker] = [await hosted.newPerson(), await hosted.newPerson()];
		const { reader, at } = await hosted.come(victim.id);
		const planted = await hosted.begin(attacker.id, { state: "state-of-the-attacker" });
		const { html } = await reader.open(planted.way);
		// The page says whose sign-in it is, and the attacker's own browser can't go on with it.
		expect(textOf(html)).toContain(attacker.login);
		expect((await ask(planted.at("choose"))).status).toBe(404);
		expect(textOf((await reader.open(at("choose"))).html)).toContain(victim.login);
	});
});
