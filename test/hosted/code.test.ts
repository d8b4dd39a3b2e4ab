import { beforeEach, describe, expect, it } from "vitest";
import { inboxOf } from "../factors/sent-factor";
import { createPolicy, ruleOf } from "../policies/challenge/policies";
import { setProperty } from "../settings/properties";
import { createWorld, type World } from "../support/world";
import { createTokenHolder } from "../transactions/transactions";
import { back, createHosted, textOf } from "./people";

let world: World;
let hosted: Awaited<ReturnType<typeof createHosted>>;
beforeEach(async () => {
	world = await createWorld();
	hosted = await createHosted(world);
});

const method = "ChallengeSMS:";
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";
/** The fields of the form as they stand on the page, with this answer. */
const filled = (html: string, answer: string, more: Record<string, string> = {}) => ({
	type: hidden(html, "type"),
	answers: hidden(html, "answers"),
	answer,
	...more,
});
const wrongFor = (code: string) => (code === "00000" ? "11111" : "00000");

async function atCode(more: Record<string, unknown> = {}, network: Record<string, string> = {}) {
	const person = await hosted.newPerson();
	const come = await hosted.come(person.id, more, network);
	await come.reader.send("choose", { method });
	const shown = await come.reader.open(`${come.at("code")}?now`);
	const answer = async (text: string, html = shown.html, fields: Record<string, string> = {}) => {
		const { path, ...after } = await come.reader.send("answer", filled(html, text, fields));
		return { path: path.replace("?now", ""), ...after };
	};
	return { ...come, person, shown, answer, look: async () => (await come.look()).body };
}

const messagesTo = async (to: string) => (await inboxOf(world, to)).length;

describe("the pages", () => {
	it("lead from the choice over the code back to the application, whose code is redeemed", async () => {
		const person = await hosted.newPerson();
		const { reader, first, at } = await hosted.come(person.id);
		expect(first.path).toBe(at("choose"));
		expect(textOf(first.html)).toContain(`Account: ${person.login}`);
		expect(first.html).toContain(`${person.mobile.slice(0, 5)}*****${person.mobile.slice(-2)}`);
		expect(first.html).not.toContain(person.mobile);
		const shown = await reader.send("choose", { method });
		expect(shown.path).toBe(at("code"));
		const left = await reader.send(
			"answer",
			filled((await reader.open(`${at("code")}?now`)).html, await person.code()),
		);
		expect([left.path, textOf(left.html)]).toEqual([at("end"), expect.stringContaining("You are confirmed")]);
		expect(left.html).toContain(`http-equiv="refresh" content="0; url=${at("back")}"`);
		const out = new URL((await reader.open(at("back"))).path);
		expect([out.origin + out.pathname, out.searchParams.get("state")]).toEqual([back.returnUrl, back.state]);
		expect((await hosted.redeem(out.searchParams.get("code"))).status).toBe(200);
		const again = await reader.open(at("back"));
		expect([again.path, textOf(again.html)]).toEqual([at("end"), expect.stringContaining("You can close this window")]);
		expect(again.html).not.toContain("http-equiv");
	});

	it("take the code with blanks, hyphens and full-width digits", async () => {
		for (const write of [
			(code: string) => ` ${code.slice(0, 2)} ${code.slice(2)} `,
			(code: string) => `${code.slice(0, 2)}-${code.slice(2)}`,
			(code: string) => code.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
			(code: string) => `${code.slice(0, 3)}　${code.slice(3)}`,
		]) {
			const { person, answer, at } = await atCode();
			expect((await answer(write(await person.code()))).path).toBe(at("end"));
		}
	});

	it("have one field for the code, which phones fill in, and the button to go on first", async () => {
		const { shown } = await atCode();
		const inputs = [...shown.html.matchAll(/<input(?![^>]*type="hidden")[^>]*>/g)].map(([tag]) => tag);
		expect(inputs).toHaveLength(1);
		expect(inputs[0]).toContain('type="text"');
		expect(inputs[0]).toContain('autocomplete="one-time-code"');
		expect(inputs[0]).toContain('inputmode="numeric"');
		expect(/<button[^>]*>([^<]*)/.exec(shown.html)?.[1]).toBe("Continue");
		expect(shown.html).not.toContain("disabled");
	});

	it("ask for letters where codes have letters", async () => {
		await setProperty(world, `bharosa.uio.${hosted.application}.otp.generate.code.characters`, "1234567890abcd");
		expect((await atCode()).shown.html).toContain('inputmode="text"');
	});

	it("obey the type of the field that the settings say", async () => {
		const name = `bharosa.uio.${hosted.application}.challenge.type.enum.ChallengeSMS.htmlInputType`;
		await setProperty(world, name, "password");
		expect((await atCode()).shown.html).toMatch(/<input[^>]*name="answer"[^>]*type="password"/);
	});
});

describe("a wrong code", () => {
	it("is said in words at the field, and the code doesn't come back", async () => {
		const { person, answer, at } = await atCode();
		const wrong = wrongFor(await person.code());
		const shown = await answer(wrong);
		expect([shown.path, shown.status]).toEqual([at("code"), 400]);
		expect(shown.html).toContain('aria-invalid="true" aria-describedby="field-answer-error"');
		expect(textOf(shown.html)).toContain("That code isn't right");
		expect(shown.html).not.toContain(wrong);
		expect((await answer(await person.code(), shown.html)).path).toBe(at("end"));
	});

	it("counts once, however often the form is sent: reload, double click, the back button", async () => {
		const { person, answer, shown, reader, at } = await atCode();
		const wrong = wrongFor(await person.code());
		const double = await Promise.all([answer(wrong, shown.html), answer(wrong, shown.html)]);
		expect(double.map(({ status }) => status)).toEqual([400, 400]);
		for (let time = 0; time < 6; time++) expect((await answer(wrong, shown.html)).status).toBe(400);
		const fresh = await reader.open(`${at("code")}?now`);
		expect((await answer(await person.code(), fresh.html)).path).toBe(at("end"));
	});

	it("isn't judged when another tab has answered meanwhile, and the page says so", async () => {
		const { person, answer, shown, at } = await atCode();
		const code = await person.code();
		await answer(wrongFor(code), shown.html);
		const late = await answer(code, shown.html);
		expect([late.path, late.status]).toEqual([at("code"), 403]);
		expect(textOf(late.html)).toContain("wasn't checked");
		expect((await answer(code, late.html)).path).toBe(at("end"));
	});

	it("of another way than the one that is asked now isn't judged", async () => {
		const { person, reader, shown, answer, at, look } = await atCode();
		const question = /value="(ChallengeQuestion:[^"]*)"/.exec((await reader.open(at("choose"))).html)![1]!;
		await reader.send("choose", { method: question });
		await reader.open(at("code"));
		expect((await answer(await person.code(), shown.html)).status).toBe(403);
		expect((await look()).asked.type).toBe("ChallengeQuestion");
	});

	it("takes a way off the choice at its limit, and says so there", async () => {
		const failures = { condition: "user-otp-failures", parameters: { challengeType: "ChallengeSMS", failures: 3 } };
		await createPolicy(world, {
			checkpoint: "CHALLENGE",
			groupIds: [hosted.groupId],
			rules: [
				ruleOf({ name: "SMS", conditions: [{ ...failures, is: false }], actionGroup: "ChallengeSMS" }),
				ruleOf({ name: "question", actionGroup: "ChallengeQuestion" }),
			],
		});
		const { person, answer, at, shown } = await atCode();
		const wrong = wrongFor(await person.code());
		let latest = { ...shown, path: at("code") };
		for (let failure = 0; failure < 3; failure++) {
			expect(latest.path).toBe(at("code"));
			latest = await answer(`${wrong.slice(0, 4)}${failure}`, latest.html);
		}
		expect(latest.path).toBe(at("choose"));
		expect(textOf(latest.html)).toContain("can't be used any more");
		expect(latest.html).not.toContain('value="ChallengeSMS:"');
	});

	it("five times in five minutes locks the person, and the page says for how long", async () => {
		const { person, answer, shown, at, look } = await atCode();
		const code = await person.code();
		let latest = { ...shown, path: "" };
		for (let failure = 0; failure < 5; failure++) {
			const other = String((Number(code) + 1 + failure) % 100_000).padStart(5, "0");
			latest = await answer(other, latest.html);
			expect(latest.path).toBe(at("code"));
		}
		const locked = await answer(code, latest.html);
		expect([locked.path, locked.status]).toEqual([at("code"), 429]);
		expect(textOf(locked.html)).toContain("Too many wrong answers Please wait 5 minutes, and try again.");
		expect(textOf(locked.html)).toContain("4711");
		expect((await look()).status).toBe("CHALLENGE");
		world.clock.now += 5 * 60_000 + 1_000;
	});
});

describe("messages", () => {
	it("go once for a double click on the choice, and the choice again sends none", async () => {
		const { person, reader, at } = await atCode();
		await reader.open(at("choose"));
		await reader.send("choose", { method });
		expect(await messagesTo(person.mobile)).toBe(1);
		const other = await hosted.newPerson();
		const come = await hosted.come(other.id);
		const twice = await Promise.all([come.reader.send("choose", { method }), come.reader.send("choose", { method })]);
		expect(await messagesTo(other.mobile)).toBe(1);
		expect(twice.map(({ path }) => path)).toContain(come.at("code"));
	});

	it("bring the same code again, after a wait that the page counts down, and three times in all", async () => {
		const { person, reader, shown, at } = await atCode();
		const code = await person.code();
		expect(shown.html).toMatch(/data-seconds="\d+"/);
		expect(textOf(shown.html)).toMatch(/It can be sent again in \d+ seconds\./);
		const early = await reader.send("resend", { sends: "1" });
		expect(early.status).toBe(429);
		expect(textOf(early.html)).toMatch(/second|wait|recently/i);
		for (const sends of ["1", "2"]) {
			world.clock.now += 61_000;
			await reader.open(`${at("code")}?now`);
			const [sent] = await Promise.all([reader.send("resend", { sends }), reader.send("resend", { sends })]);
			expect(sent.status).toBe(200);
		}
		expect((await inboxOf(world, person.mobile)).map((message) => message.code)).toEqual([code, code, code]);
		const last = await reader.open(`${at("code")}?now`);
		expect(textOf(last.html)).toContain("sent as often as a code may be");
		expect(last.html).not.toContain('value="resend"');
	});

	it("that no provider takes are said to have failed, and nobody is asked for their code", async () => {
		const { reader, person, at } = await atCode();
		const [received] = await inboxOf(world, person.mobile);
		await world.ctx.env.bindings.DB.prepare("UPDATE deliveries SET status = 'undelivered' WHERE id = ?")
			.bind(received!.deliveryId)
			.run();
		const shown = await reader.open(at("code"));
		expect(textOf(shown.html)).toContain("The code can't be delivered");
		expect(shown.html).not.toContain('name="answer"');
		expect(shown.html).toContain(`href="${at("choose")}"`);
	});

	it("under way are waited for, as long as the settings say, and then the page asks for the code", async () => {
		const { reader, person, at } = await atCode();
		const [received] = await inboxOf(world, person.mobile);
		await world.ctx.env.bindings.DB.prepare("UPDATE deliveries SET status = 'queued' WHERE id = ?")
			.bind(received!.deliveryId)
			.run();
		const waiting = await reader.open(at("code"));
		expect(waiting.html).toContain("{&quot;attempts&quot;:3,&quot;delayMs&quot;:1000,&quot;stayMs&quot;:3000}");
		expect(waiting.html).toContain(`<noscript><meta http-equiv="refresh" content="3; url=${at("code")}"/></noscript>`);
		expect(waiting.html).not.toContain('name="answer"');
		expect((await reader.open(`${at("code")}?now`)).html).toContain('name="answer"');
		world.clock.now += 10_000;
		const quiet = await reader.open(at("code"));
		expect(quiet.html).toContain('name="answer"');
		expect(textOf(quiet.html)).toContain("There is no news of the message yet");
	});
});

describe("remembering the device", () => {
	it("is offered where it is on, and gives the browser a token of its user", async () => {
		expect((await atCode()).shown.html).not.toContain('name="remember"');
		await setProperty(world, `bharosa.uio.${hosted.application}.registerdevice.enabled`, "true");
		const { person, answer, shown, reader } = await atCode();
		expect(textOf(shown.html)).toContain("Remember this device");
		await answer(await person.code(), shown.html, { remember: "on" });
		expect(reader.cookies()).toMatch(new RegExp(`__Host-tessera-known-${person.id}=\\w{43}`));
	});
});

describe("the words", () => {
	it("come in the person's language, else the browser's, else the application's, and a link changes them", async () => {
		const japanese = { "accept-language": "ja-JP,ja;q=0.9" };
		const langOf = (html: string) => /<html lang="(\w+)"/.exec(html)?.[1];
		const english = await hosted.newPerson({ locale: "en_US" });
		expect(langOf((await hosted.come(english.id, { locale: undefined }, japanese)).first.html)).toBe("en");
		const unknown = await hosted.newPerson();
		const { first, reader, at } = await hosted.come(unknown.id, { locale: undefined }, japanese);
		expect(langOf(first.html)).toBe("ja");
		expect(textOf(first.html)).toContain("サービスデスク: 内線 4711");
		const asked = await hosted.newPerson({ locale: "ja" });
		expect(langOf((await hosted.come(asked.id, { locale: "en" }, japanese)).first.html)).toBe("en");
		const [link] = /\/confirm\/[^"]*language=en/.exec(first.html)!;
		expect(link).toBe(`${at("choose")}?language=en`);
		expect(langOf((await reader.open(link)).html)).toBe("en");
		await reader.send("choose", { method });
		expect((await inboxOf(world, unknown.mobile))[0]!.text).toMatch(/code/i);
	});

	it("are the application's own, in each language", async () => {
		const name = `bharosa.uio.${hosted.application}.ChallengeSMS.continue.button`;
		await setProperty(world, name, "Go", "en");
		await setProperty(
			world,
			`bharosa.uio.${hosted.application}.ChallengeSMS.message`,
			"Look at <b>your phone</b>.",
			"en",
		);
		const { shown } = await atCode();
		expect(/<button[^>]*>([^<]*)/.exec(shown.html)?.[1]).toBe("Go");
		expect(shown.html).toContain("Look at <b>your phone</b>.");
	});
});

describe("tokens", () => {
	it("go by their own names, and whoever has none of those that the policy offers learns whom to ask", async () => {
		const { user, authenticatorId, code } = await createTokenHolder(world);
		await world.call("PUT", `/api/v1/groups/${hosted.groupId}/users/${user.id}`);
		const { name } = (await world.call("GET", `/api/v1/authenticators/${authenticatorId}`)).body;
		const { reader, first, at } = await hosted.come(user.id);
		expect(textOf(first.html)).toContain(name);
		expect(textOf(first.html)).not.toContain("You aren't set up");
		const [, method = ""] = /value="(ChallengeToken:[^"]*)"/.exec(first.html)!;
		const shown = await reader.send("choose", { method });
		expect(textOf(shown.html)).toContain(name);
		expect((await reader.send("answer", filled(shown.html, code()))).path).toBe(at("end"));
		const without = await hosted.come((await hosted.newPerson()).id);
		expect(textOf(without.first.html)).toContain(`You aren't set up for ${name}. Please ask an administrator.`);
		expect(textOf(without.first.html)).toContain("Call the service desk: 4711");
	});
});
