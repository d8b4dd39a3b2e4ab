// What somebody tries with links, cookies, forms and host names of others. Nothing of it moves a transaction.
import { beforeEach, describe, expect, it } from "vitest";
import { hostedPages } from "../../src/hosted";
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

type Come = Awaited<ReturnType<typeof hosted.come>>;

const answer = "Brussels sprouts";
const places = ["", "/password", "/choose", "/code", "/register", "/preferences", "/end", "/back"];

/** Every form of every page. */
const verbs = hostedPages.flatMap(({ path, actions = {} }) =>
	Object.keys(actions).map((name) => [path.split("/").at(-1)!, name] as const),
);

/** Fields that each verb would take. */
const fields = {
	...{ method: "ChallengeQuestion:", type: "ChallengeQuestion", answers: "0", answer, sends: "0" },
	...{ phrase: "quiet otter", field: "mobile", devices: "all", cellnumber: "+12125550123", terms: "true" },
};

const ask = (method: string, path: string, cookie: string, form: Record<string, string> = {}, headers = {}) =>
	world.call(method, path, undefined, {
		token: null,
		headers: { cookie, "sec-fetch-site": "same-origin", ...headers },
		...(method === "POST" ? { rawBody: new URLSearchParams(form) } : {}),
	});

/** A browser that is asked a question. */
async function asked(): Promise<Come> {
	const come = await hosted.come((await hosted.newPerson()).id);
	const [, method = ""] = /value="(ChallengeQuestion:[^"]*)"/.exec(come.first.html)!;
	await come.reader.send("choose", { method });
	return come;
}

/** Where it stands, with all that the object keeps. */
const keptOf = ({ id }: Come) => objectOf(id).stored();

const answerOf = async ({ reader, at }: Come) => {
	const { html } = await reader.open(at("code"));
	const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
	return reader.send("answer", { type: field("type"), answers: field("answers"), answer });
};

describe("two browsers with one address", () => {
	it("are not both let in, and the second one reads nothing and moves nothing", async () => {
		const begun = await hosted.begin((await hosted.newPerson()).id);
		const [one, other] = [createReader(world), createReader(world)];
		expect((await one.open(begun.way)).path).toBe(begun.at("choose"));
		expect(textOf((await other.open(begun.way)).html)).toContain("This link was opened before");
		for (const place of places) {
			expect((await other.open(`/confirm/${begun.id}${place}`)).status, place).toBe(404);
		}
		expect((await one.open(begun.at("choose"))).status).toBe(200);
	});
});

describe("a form", () => {
	it("with the token of another transaction, or of no browser, moves nothing", async () => {
		const [own, other] = [await asked(), await asked()];
		const before = await keptOf(own);
		const stranger = await createReader(world).open("/console/sign-in");
		for (const [place, name] of verbs) {
			for (const csrf of [other.first.csrf, stranger.csrf, "0".repeat(64), ""]) {
				const form = { _csrf: csrf, _action: name, ...fields };
				const { status } = await ask("POST", own.at(place), own.reader.cookies(), form);
				expect([place, name, [303, 403].includes(status)]).toEqual([place, name, true]);
			}
		}
		expect(await keptOf(own)).toBe(before);
	});

	it("with its right token, sent by another site, moves nothing", async () => {
		const own = await asked();
		const before = await keptOf(own);
		const strange = [
			{ "sec-fetch-site": "cross-site" },
			{ "sec-fetch-site": "same-site" },
			{ "sec-fetch-site": "none" },
			{ "sec-fetch-site": "cross-site", origin },
		];
		for (const headers of strange) {
			for (const [place, name] of verbs) {
				const form = { _csrf: own.first.csrf, _action: name, ...fields };
				const { status } = await ask("POST", own.at(place), own.reader.cookies(), form, headers);
				expect([place, name, status]).toEqual([place, name, 403]);
			}
		}
		expect(await keptOf(own)).toBe(before);
		expect((await answerOf(own)).path).toBe(own.at("end"));
	});

	it("with the cookie of another transaction under this one's name moves neither", async () => {
		const [own, other] = [await asked(), await asked()];
		const before = [await keptOf(own), await keptOf(other)];
		const cookie = `__Host-tessera-confirm-${own.id}=${other.reader.cookies().split("=")[1]}`;
		for (const [place, name] of verbs) {
			for (const csrf of [own.first.csrf, other.first.csrf]) {
				const form = { _csrf: csrf, _action: name, ...fields };
				const { status } = await ask("POST", own.at(place), cookie, form);
				expect([place, name, [403, 404].includes(status)]).toEqual([place, name, true]);
			}
		}
		expect([await keptOf(own), await keptOf(other)]).toEqual(before);
	});

	it("for a page of another state moves nothing, and leads to the page of this state", async () => {
		const own = await asked();
		const foreign = verbs.filter(([place, name]) => !["code", "choose"].includes(place) && name !== "cancel");
		for (const [place, name] of foreign) {
			const form = { _csrf: own.first.csrf, _action: name, ...fields };
			const { status, headers } = await ask("POST", own.at(place), own.reader.cookies(), form);
			expect([place, name, status]).toEqual([place, name, 303]);
			expect([`/confirm/${own.id}`, own.at("code")]).toContain(headers.get("location"));
		}
		expect((await answerOf(own)).path).toBe(own.at("end"));
	});
});

describe("a transaction that has expired", () => {
	it("shows its end on every page, takes no form, and hands nothing out", async () => {
		const own = await asked();
		const token = own.first.csrf;
		world.clock.now += 15 * 60_000;
		for (const place of places.filter((one) => one !== "/back")) {
			const { path, html } = await own.reader.open(`/confirm/${own.id}${place}`);
			expect([place, path]).toEqual([place, own.at("end")]);
			expect(textOf(html)).toContain("Time is up");
		}
		for (const [place, name] of verbs) {
			const form = { _csrf: token, _action: name, ...fields };
			const { status, headers } = await ask("POST", own.at(place), own.reader.cookies(), form);
			expect([place, name, status]).toEqual([place, name, 303]);
			expect([`/confirm/${own.id}`, own.at("end")]).toContain(headers.get("location"));
		}
		const out = new URL((await own.reader.open(own.at("back"))).path);
		expect(out.searchParams.get("code")).toBeNull();
		expect(out.searchParams.get("error")).toBe("access_denied");
		await objectOf(own.id).ring(world.clock.now);
		expect((await loggedOf(own.id)).filter(({ state }) => state === "ALLOWED")).toEqual([]);
	});

	it("is gone an hour later, for its own browser too", async () => {
		const own = await asked();
		world.clock.now += 15 * 60_000;
		await own.reader.open(own.at("end"));
		await objectOf(own.id).ring(world.clock.now);
		world.clock.now += 60 * 60_000 + 1_000;
		await objectOf(own.id).ring(world.clock.now);
		for (const place of places) expect((await own.reader.open(`/confirm/${own.id}${place}`)).status, place).toBe(404);
	});
});

describe("somebody else's site", () => {
	const strange = [
		"?returnUrl=https://evil.example/",
		"?next=//evil.example",
		"?redirect_uri=https%3A%2F%2Fevil.example&state=x",
		"?language=ja&next=https://evil.example",
		"?language=//evil.example",
	];

	it("is no address that a page leads to, whatever its own address says", async () => {
		const own = await asked();
		for (const query of strange) {
			for (const place of places.filter((one) => one !== "/back")) {
				const path = `/confirm/${own.id}${place}${query}`;
				const { status, headers, body } = await ask("GET", path, own.reader.cookies());
				const location = headers.get("location");
				expect([path, status]).toEqual([path, location === null ? 200 : 303]);
				if (location !== null) expect(location).toMatch(/^\/confirm\/trn/);
				for (const [, href] of String(body).matchAll(/(?:href|action|src)="([^"]*)"/g)) {
					expect(href).toMatch(/^(\/(?!\/)|#)/);
				}
			}
		}
	});

	it("isn't where the way back leads: that is the application's address, with its state, to the letter", async () => {
		const own = await asked();
		expect((await answerOf(own)).path).toBe(own.at("end"));
		for (const query of strange) {
			const { headers } = await ask("GET", own.at("back") + query, own.reader.cookies());
			const out = new URL(headers.get("location")!);
			expect([out.origin + out.pathname, [...out.searchParams.keys()]]).toEqual([back.returnUrl, ["code", "state"]]);
			expect(out.searchParams.get("state")).toBe(back.state);
		}
	});

	it("is no host that an answer names, though the request says that it came there", async () => {
		const own = await asked();
		const evil = "https://evil.example";
		const headers = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
		const visit = (path: string, cookie: string) =>
			world.call("GET", path, undefined, { token: null, origin: evil, headers: { cookie, ...headers } });
		for (const place of ["/code", "/choose", "/end", "", "/nothing"]) {
			for (const cookie of [own.reader.cookies(), ""]) {
				const answered = await visit(`/confirm/${own.id}${place}`, cookie);
				const said = JSON.stringify([answered.body, [...answered.headers]]);
				expect([place, said.includes("evil.example")]).toEqual([place, false]);
			}
		}
		const form = { _csrf: own.first.csrf, _action: "cancel" };
		const posted = await world.call("POST", own.at("code"), undefined, {
			token: null,
			origin: evil,
			headers: { cookie: own.reader.cookies(), origin: evil },
			rawBody: new URLSearchParams(form),
		});
		expect(posted.status).toBe(403);
	});
});
