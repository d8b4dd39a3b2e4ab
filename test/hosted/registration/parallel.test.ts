// Fifty changes of one person's preferences at once: each has its one effect or is refused in words, and none is lost.
import { env } from "cloudflare:test";
import { beforeEach, describe, expect, it } from "vitest";
import { normalizeAnswer } from "../../../src/challenges/owned/normalize";
import { findPhrase } from "../../../src/challenges/owned/phrase";
import { readList } from "../../../src/challenges/owned/recovery-lists";
import { answerHash, openSecret, sentCodeHash } from "../../../src/guard/secret";
import { inboxOf, newNumber } from "../../factors/sent-factor";
import { setProperty } from "../../settings/properties";
import { createWorld, type World } from "../../support/world";
import { createHosted, textOf } from "../people";

const atOnce = 50;
/** Fifty messages take their time. */
const longMs = 180_000;

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world, {});
	const set = (name: string, value: string) => setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value);
	await set("userpreferences.userinfo.enabled", "true");
	await set("challenge.type.enum.ChallengeEmail.available", "false");
});

type Fields = Record<string, string>;

/** A browser at the preferences, and its page's forms, which can be sent many times at once. */
async function comeAs(userId: string) {
	const { reader, first, at } = await hosted.come(userId, { checkpoint: "PREFERENCES" });
	expect(first.path).toBe(at("preferences"));
	async function send(action: string, fields: Fields = {}) {
		const { status, body } = await world.call("POST", at("preferences"), undefined, {
			token: null,
			headers: { cookie: reader.cookies(), "sec-fetch-site": "same-origin" },
			rawBody: new URLSearchParams({ _csrf: first.csrf, _action: action, ...fields }),
		});
		return { status, html: String(body) };
	}
	return { reader, first, at, send };
}

/** The same person in two browsers, each about a transaction of its own. */
async function come() {
	const { id } = await hosted.newPerson({}, { mobile: false, question: false });
	const [one, other] = [await comeAs(id), await comeAs(id)];
	const ofBoth = (place: number) => (place % 2 === 0 ? one : other);
	return { ...one, id, ofBoth };
}

const many = <T>(make: (place: number) => Promise<T>): Promise<T[]> =>
	Promise.all(Array.from({ length: atOnce }, (_, place) => make(place)));

const eventsOf = async (userId: string, type: string) => {
	const { results } = await env.DB.prepare(
		"SELECT 1 FROM log_events WHERE event_type = ? AND event ->> '$.target[0].id' = ?",
	)
		.bind(type, userId)
		.all();
	return results.length;
};

/** The questions of the page, the first one of each menu, with answers. */
function answersOf(html: string, answer: (place: number) => string): Fields {
	const chosen = [...html.matchAll(/<select[^>]*>\s*<option value="(\w+)"/g)].map(([, key]) => key!);
	expect(chosen).toHaveLength(3);
	return Object.fromEntries(
		chosen.flatMap((key, place) => [
			[`question${place}`, key],
			[`answer${place}`, answer(place)],
		]),
	);
}

/** Which of the changes the answers in D1 are of: one number for each answer. */
async function answeredBy(userId: string, answer: (change: number, place: number) => string): Promise<number[]> {
	const { results } = await env.DB.prepare("SELECT id, answer_sealed FROM security_questions WHERE user_id = ?")
		.bind(userId)
		.all<{ id: string; answer_sealed: string }>();
	return Promise.all(
		results.map(async ({ id, answer_sealed: sealed }) => {
			const hash = await openSecret(world.ctx.env.sealKeys, userId, id, sealed);
			for (let change = 0; change < atOnce; change++) {
				for (let place = 0; place < 3; place++) {
					const own = await answerHash(world.ctx.env.lookupKey, id, normalizeAnswer(answer(change, place)));
					if (own === hash) return change;
				}
			}
			return -1;
		}),
	);
}

const codesIn = (html: string) =>
	[...html.matchAll(/<code translate="no">([a-z0-9]{5}-[a-z0-9]{5})</g)].map(([, code]) => code!.replace("-", ""));

/** How many of the lists that were shown are the one that counts. */
async function listsThatCount(userId: string, shown: readonly string[]): Promise<number> {
	const list = (await readList(world.ctx, userId))!;
	const kept = await openSecret(world.ctx.env.sealKeys, userId, list.id, list.codesSealed);
	const isKept = await Promise.all(
		shown.map(async (html) => {
			const hashes = await Promise.all(
				codesIn(html).map((code) => sentCodeHash(world.ctx.env.lookupKey, list.id, code)),
			);
			return JSON.stringify(hashes) === kept;
		}),
	);
	return isKept.filter(Boolean).length;
}

type Come = Awaited<ReturnType<typeof comeAs>>;

/** Has the code sent again to whichever of the numbers waits, and types it. @returns that number */
async function proveWaiting({ reader, at }: Pick<Come, "reader" | "at">, numbers: readonly string[]) {
	const countsOf = () => Promise.all(numbers.map(async (number) => (await inboxOf(world, number)).length));
	const before = await countsOf();
	world.clock.now += 61_000;
	await reader.open(at("preferences"));
	expect((await reader.send("send", { field: "mobile" })).status).toBe(200);
	const after = await countsOf();
	const waiting = numbers[after.findIndex((count, place) => count > before[place]!)]!;
	const [{ code } = { code: "" }] = await inboxOf(world, waiting);
	const saved = await reader.send("prove", { field: "mobile", answer: code });
	expect(textOf(saved.html)).toContain("Your change has been saved.");
	return waiting;
}

describe("fifty changes of preferences at once", { timeout: longMs }, () => {
	it("of the phrase leave one of the phrases, and an event of each", async () => {
		const { id, ofBoth } = await come();
		const answers = await many((place) => ofBoth(place).send("phrase", { phrase: `quiet otter ${place}` }));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
		expect(await findPhrase(world.ctx, id)).toMatch(/^quiet otter \d+$/);
		expect(await eventsOf(id, "user.security_phrase.update")).toBe(atOnce);
	});

	it("of the answers leave the three of one change, and never a mixture", async () => {
		const { id, first, ofBoth } = await come();
		const answer = (change: number, place: number) => `answer ${change} of ${place}`;
		const answers = await many((change) =>
			ofBoth(change).send(
				"questions",
				answersOf(first.html, (place) => answer(change, place)),
			),
		);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
		const changes = await answeredBy(id, answer);
		expect(changes).toHaveLength(3);
		expect(new Set(changes).size).toBe(1);
		expect(changes[0]).toBeGreaterThanOrEqual(0);
		expect(await eventsOf(id, "user.security_question.update")).toBe(atOnce);
	});

	it("of the recovery codes show each list once, and one of them counts", async () => {
		const { id, ofBoth, reader, at } = await come();
		const answers = await many((place) => ofBoth(place).send("codes"));
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
		expect(new Set(answers.flatMap(({ html }) => codesIn(html))).size).toBe(10 * atOnce);
		expect(
			await listsThatCount(
				id,
				answers.map(({ html }) => html),
			),
		).toBe(1);
		expect(textOf((await reader.open(at("preferences"))).html)).toContain("10 codes are left.");
	});

	it("of the number leave one of the numbers waiting, which counts once its own code is there", async () => {
		const { id, ofBoth, reader, at } = await come();
		const numbers = Array.from({ length: atOnce }, newNumber);
		const answers = await many((place) =>
			ofBoth(place).send("contacts", { cellnumber: numbers[place]!, terms: "true" }),
		);
		for (const { status, html } of answers) {
			expect([303, 400, 403, 429]).toContain(status);
			if (status !== 303) expect(html).toContain("error-summary");
		}
		const { body: contacts } = await world.call(
			"GET",
			`/api/v1/users/${id}/contacts?application=${hosted.application}`,
		);
		expect(contacts.filter(({ field }: { field: string }) => field === "mobile")).toHaveLength(1);
		const sent = await proveWaiting({ reader, at }, numbers);
		const { body: after } = await world.call("GET", `/api/v1/users/${id}/contacts?application=${hosted.application}`);
		expect(JSON.stringify(after)).toContain(sent.slice(-2));
	});

	it("of one number send its code as often as a cool-down allows: once", async () => {
		const { ofBoth } = await come();
		const number = newNumber();
		const answers = await many((place) => ofBoth(place).send("contacts", { cellnumber: number, terms: "true" }));
		expect(answers.filter(({ status }) => status === 303).length).toBeGreaterThanOrEqual(1);
		for (const { status } of answers) expect([303, 400, 403, 429]).toContain(status);
		expect(await inboxOf(world, number)).toHaveLength(1);
	});

	it("of all kinds have all of their effects: none undoes another", async () => {
		const { id, first, ofBoth, reader, at } = await come();
		const [mobile, kinds] = [newNumber(), 5];
		const answer = (change: number, place: number) => `answer ${change} of ${place}`;
		const answers = await many((place) => {
			const { send } = ofBoth(place);
			switch (place % kinds) {
				case 0:
					return send("phrase", { phrase: `early heron ${place}` });
				case 1:
					return send(
						"questions",
						answersOf(first.html, (menu) => answer(place, menu)),
					);
				case 2:
					return send("codes");
				case 3:
					return send("contacts", { cellnumber: mobile, terms: "true" });
				default:
					return send("phrase", { phrase: " " });
			}
		});
		const statusesOf = (kind: number) => new Set(answers.filter((_, at) => at % kinds === kind).map((a) => a.status));
		expect([0, 1, 2, 4].map((kind) => [...statusesOf(kind)])).toEqual([[303], [303], [200], [400]]);
		expect(await findPhrase(world.ctx, id)).toMatch(/^early heron \d+$/);
		expect(new Set(await answeredBy(id, answer)).size).toBe(1);
		expect(
			await listsThatCount(
				id,
				answers.map(({ html }) => html),
			),
		).toBe(1);
		expect(await proveWaiting({ reader, at }, [mobile])).toBe(mobile);
	});

	it("with one in fifty allowed to finish, the others read where the transaction stands", async () => {
		const { send, at, reader } = await come();
		const answers = await many((place) =>
			place === 25 ? send("finish") : send("phrase", { phrase: `last ${place}` }),
		);
		expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([303]));
		expect((await reader.open(at("preferences"))).path).toBe(at("end"));
	});
});
