// What people expect of a page for a code, as complaints about other products tell it. Those that a browser has to show
// are in test/e2e/hosted-ways.test.mjs.
import { beforeEach, describe, expect, it } from "vitest";
import { register } from "../challenges/challenged";
import { inboxOf } from "../factors/sent-factor";
import { setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { createHosted, textOf } from "./people";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world);
});

const set = (name: string, value: string) => setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value);
const minute = 60_000;

/** A browser at the page for a code. */
async function atCode(type = "ChallengeSMS", more: Record<string, unknown> = {}, has = {}) {
	const person = await hosted.newPerson({}, has);
	const { reader, first, at } = await hosted.come(person.id, more);
	const [, method = ""] = new RegExp(`value="(${type}:[^"]*)"`).exec(first.html)!;
	await reader.send("choose", { method });
	const open = () => reader.open(`${at("code")}?now`);
	const field = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
	const answer = async (text: string) => {
		const { html } = await open();
		return reader.send("answer", { type: field(html, "type"), answers: field(html, "answers"), answer: text });
	};
	return { person, reader, at, open, answer, shown: await open() };
}

/** As the page says a time: in the zone of the application, which is Tokyo's. */
const timeAt = (ms: number) =>
	new Intl.DateTimeFormat("en", {
		timeZone: "Asia/Tokyo",
		hour: "2-digit",
		minute: "2-digit",
		hourCycle: "h23",
	}).format(ms);

const formOf = (html: string, action: string) =>
	[...html.matchAll(/<form.*?<\/form>/gs)].map(([form]) => form).find((form) => form.includes(`value="${action}"`))!;

describe("the field for a code", () => {
	it("has a label that is seen, no placeholder, and room for blanks and hyphens", async () => {
		const { shown } = await atCode();
		const form = formOf(shown.html, "answer");
		expect(form).toMatch(/<label for="field-answer">[^<]+<\/label>/);
		expect(shown.html).not.toContain("placeholder");
		const [, room] = /name="answer"[^>]*maxlength="(\d+)"/.exec(form)!;
		expect(Number(room)).toBeGreaterThanOrEqual(32);
	});

	it("stands beside the keys of a pad, to be filled in by hand, by paste, or by the browser", async () => {
		await set("use.authentipad.checkpoint", "false");
		await set("ChallengeSMS.authenticator.device", "DevicePinPad");
		const { shown, person, answer, at } = await atCode();
		expect(shown.html).toContain('class="key"');
		expect(formOf(shown.html, "answer")).toMatch(/name="answer"[^>]*autocomplete="one-time-code"/);
		expect((await answer(await person.code())).path).toBe(at("end"));
	});

	it("tells after a wrong code how many tries are left, and then how long the pause is", async () => {
		const { answer, person } = await atCode();
		const wrong = (await person.code()) === "00000" ? "11111" : "00000";
		const said: string[] = [];
		for (let failure = 0; failure < 5; failure++) said.push(textOf((await answer(wrong)).html));
		const last = ["4 more tries.", "3 more tries.", "2 more tries.", "one more try."];
		for (const [failure, words] of last.entries()) {
			expect(said[failure]).toContain(`That code isn't right. Please check it and try again. You have ${words}`);
		}
		expect(said[4]).toContain("Please wait 5 minutes, and try again.");
	});

	it("is where the reader is after a wrong code", async () => {
		const { answer } = await atCode();
		const { html } = await answer("00000");
		expect(html).toMatch(/name="answer"[^>]*autofocus/);
		expect(html.match(/autofocus/g)).toHaveLength(1);
	});
});

describe("sending again", () => {
	it("stays within reach after a wrong code, as a form of its own behind the one that goes on", async () => {
		const { answer } = await atCode();
		const { html } = await answer("00000");
		expect(html.indexOf('value="answer"')).toBeLessThan(html.indexOf('value="resend"'));
		expect(textOf(formOf(html, "resend"))).toContain("Send the same code again");
	});

	it("too early is answered by the seconds to wait", async () => {
		const { reader } = await atCode();
		const { status, html } = await reader.send("resend", { sends: "1" });
		expect(status).toBe(429);
		expect(textOf(html)).toMatch(/It can be sent again in \d+ seconds\./);
	});

	it("says in a place that screen readers listen to when the time has come", async () => {
		const { shown } = await atCode();
		expect(formOf(shown.html, "resend")).toMatch(/role="status" data-text="It can be sent again now\."/);
	});

	it("tells when the latest message left and until when its code counts, which a new one makes later", async () => {
		const { person, reader, open, shown } = await atCode();
		const first = world.clock.now;
		expect(textOf(shown.html)).toContain(`sent at ${timeAt(first)} · valid until ${timeAt(first + 5 * minute)}`);
		world.clock.now += 2 * minute;
		await open();
		await reader.send("resend", { sends: "1" });
		const again = textOf((await open()).html);
		expect(again).toContain(`sent at ${timeAt(first + 2 * minute)} · valid until ${timeAt(first + 5 * minute)}`);
		world.clock.now += 4 * minute;
		await open();
		await reader.send("resend", { sends: "2" });
		const late = world.clock.now;
		expect(textOf((await open()).html)).toContain(`sent at ${timeAt(late)} · valid until ${timeAt(late + 5 * minute)}`);
		const codes = (await inboxOf(world, person.mobile)).map(({ code }) => code);
		expect([codes[1] === codes[2], codes.length]).toEqual([true, 3]);
	});
});

describe("the words", () => {
	it("have no gap that nobody filled in, and nothing is switched off", async () => {
		for (const locale of ["en", "ja"]) {
			const { shown, answer } = await atCode("ChallengeSMS", { locale });
			for (const { html } of [shown, await answer("00000")]) {
				expect(textOf(html)).not.toMatch(/\{\d\}|undefined|null|NaN/);
				expect(html).not.toMatch(/\sdisabled/);
			}
		}
	});

	it("of each button say what it does", async () => {
		const { shown } = await atCode();
		const buttons = [...shown.html.matchAll(/<button[^>]*>([^<]*)<\/button>/g)].map(([, text]) => text);
		expect(buttons).toEqual(["Continue", "Send the same code again", "Cancel"]);
	});

	it("answer those to whom nothing came, and those who lost the phone: each has a way out", async () => {
		const { shown, at } = await atCode();
		const help = shown.html.slice(shown.html.indexOf('class="helps"'));
		expect(textOf(help)).toContain("No message?");
		expect(textOf(help)).toContain("your phone has a signal");
		expect(textOf(help)).not.toContain("spam");
		expect(textOf(help)).toContain("No access to this phone or mailbox?");
		expect(help).toContain(`href="${at("choose")}"`);
	});

	it("name the spam folder beside a code that came by mail", async () => {
		const login = `mail-${Math.random().toString(36).slice(2)}@example.com`;
		const person = await hosted.newPerson({ login, email: login });
		await register(world, person.id, { email: login });
		const { reader, first, at } = await hosted.come(person.id);
		const [, method = ""] = /value="(ChallengeEmail:[^"]*)"/.exec(first.html)!;
		await reader.send("choose", { method });
		expect(textOf((await reader.open(`${at("code")}?now`)).html)).toContain("spam folder");
	});

	it("name the application to whoever has no other way", async () => {
		const { shown } = await atCode("ChallengeSMS", {}, { question: false });
		expect(textOf(shown.html)).toContain("Ask The Shop for help.");
		expect(shown.html).not.toMatch(/href="[^"]*\/choose"/);
	});

	it("are the same about a question, which nothing has to bring: no message is spoken of", async () => {
		const { shown } = await atCode("ChallengeQuestion");
		expect(textOf(shown.html)).not.toMatch(/message|sent/i);
	});
});
