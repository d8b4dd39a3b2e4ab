import { beforeEach, describe, expect, it } from "vitest";
import { otherThan } from "../../challenges/challenged";
import { inboxOf, newNumber } from "../../factors/sent-factor";
import { setProperty } from "../../settings/properties";
import { createWorld, type World } from "../../support/world";
import { createHosted, textOf } from "../people";

let world: World;
beforeEach(async () => {
	world = await createWorld();
});

/** A browser of a person who has nothing, at the registration page of an application with these switches. */
async function come(
	actions: Record<string, string>,
	switches: readonly string[] = [],
	more: Record<string, unknown> = {},
) {
	const hosted = await createHosted(world, actions);
	const set = (name: string, value = "true", locale = "") =>
		setProperty(world, `bharosa.uio.${hosted.application}.${name}`, value, locale);
	await set("challenge.type.enum.ChallengeEmail.available", "false");
	for (const name of ["register.userinfo.enabled", ...switches]) await set(name);
	const person = await hosted.newPerson({}, { mobile: false, question: false });
	return { ...hosted, set, person, ...(await hosted.come(person.id, more)) };
}

const everything = { POST_AUTHENTICATION: "CHALLENGE", REGISTRATION: "REGISTER" };
const contactsAlone = { REGISTRATION: "REGISTER_OPTIONAL" };
const codeTo = async (to: string) => (await inboxOf(world, to))[0]!.code;

describe("registering on our pages", () => {
	it("goes from a phrase over questions, a number and its code to recovery codes, and back with a result", async () => {
		const { reader, first, at, look } = await come(everything);
		expect(first.path).toBe(at("register"));
		expect(textOf(first.html)).toContain("Your security phrase");
		const suggested = /name="phrase" type="text" value="([^"]+)"/.exec(first.html)![1]!;
		expect(suggested).toMatch(/^\w+ \w+$/);

		const questions = await reader.send("phrase", { phrase: suggested });
		expect(textOf(questions.html)).toContain("Security questions");
		const chosen = [...questions.html.matchAll(/<select[^>]*>\s*<option value="(\w+)"/g)].map(([, key]) => key!);
		expect(chosen).toHaveLength(3);
		const answers = Object.fromEntries(
			chosen.flatMap((key, place) => [
				[`question${place}`, key],
				[`answer${place}`, `answer ${place}`],
			]),
		);
		const contacts = await reader.send("questions", answers);
		expect(textOf(contacts.html)).toContain("How can we reach you?");

		const mobile = newNumber();
		const proof = await reader.send("contacts", { cellnumber: mobile, terms: "true" });
		expect(textOf(proof.html)).toContain("We have sent a code to");
		expect(proof.html).not.toContain(mobile);
		const code = await codeTo(mobile);
		const wrong = await reader.send("prove", { field: "mobile", answer: otherThan(code) });
		expect(wrong.status).toBe(400);
		expect(wrong.html).toMatch(/aria-invalid="true"/);
		const codes = await reader.send("prove", { field: "mobile", answer: code });
		expect(textOf(codes.html)).toContain("Recovery codes");

		const shown = await reader.send("codes", {});
		const list = [...shown.html.matchAll(/<code translate="no">([a-z0-9]{5}-[a-z0-9]{5})</g)].map(([, one]) => one);
		expect(new Set(list).size).toBe(10);
		const again = await reader.open(at("register"));
		expect(again.path).toBe(at("register"));
		for (const one of list) expect(again.html).not.toContain(one);
		expect((await reader.send("endCodes", {})).path).toBe(at("end"));
		expect((await look()).body.status).toBe("ALLOW");
	});

	it("asks for no recovery codes where an application draws its own pages", async () => {
		const hosted = await createHosted(world, everything);
		await setProperty(world, `bharosa.uio.${hosted.application}.register.userinfo.enabled`, "true");
		const { id } = await hosted.newPerson({}, { mobile: false, question: false });
		const { look } = await hosted.begin(id);
		expect((await look()).body.parts).toEqual(["PREFERENCES", "QUESTIONS", "CONTACTS"]);
	});

	it("can be left without recovery codes", async () => {
		const { reader, set, look } = await come({ REGISTRATION: "REGISTER", POST_AUTHENTICATION: "CHALLENGE" });
		await set("register.userinfo.enabled", "false");
		const questions = await reader.send("phrase", { phrase: "quiet otter" });
		const chosen = [...questions.html.matchAll(/<select[^>]*>\s*<option value="(\w+)"/g)].map(([, key]) => key!);
		const answers = chosen.flatMap((key, place) => [
			[`question${place}`, key],
			[`answer${place}`, `answer ${place}`],
		]);
		const codes = await reader.send("questions", Object.fromEntries(answers));
		expect(textOf(codes.html)).toContain("Recovery codes");
		await reader.send("endCodes", {});
		expect((await look()).body).toMatchObject({ status: "CHALLENGE", offer: [{ type: "ChallengeQuestion" }] });
	});

	it("says at each field what is wrong, in words of the settings, and keeps what was typed", async () => {
		const { reader, set } = await come(contactsAlone);
		await set("error.otp.invalid.mobile", "That is no number of ours.");
		const { html, status } = await reader.send("contacts", { cellnumber: "12" });
		expect(status).toBe(400);
		expect(html).toContain('href="#field-cellnumber"');
		expect(textOf(html)).toContain("That is no number of ours.");
		expect(textOf(html)).toContain("Please accept the terms of use.");
		expect(html).toMatch(/name="cellnumber"[^>]*value="12"/);
		const empty = await reader.send("contacts", { terms: "true" });
		expect(textOf(empty.html)).toContain("This value is missing.");
		expect(empty.html).toMatch(/name="terms" value="true" checked/);
	});

	it("says at each answer what is wrong with it", async () => {
		const { reader } = await come({ REGISTRATION: "REGISTER_QUESTIONS" });
		const { html } = await reader.open((await reader.send("cancel-that-isnt", {})).path);
		const chosen = [...html.matchAll(/<select[^>]*>\s*<option value="(\w+)"/g)].map(([, key]) => key!);
		const fields = {
			question0: chosen[0]!,
			answer0: "x",
			question1: chosen[1]!,
			answer1: "blue",
			question2: chosen[2]!,
		};
		const short = await reader.send("questions", { ...fields, answer2: "green" });
		expect(short.html).toContain('href="#field-answer0"');
		const twice = await reader.send("questions", { ...fields, answer0: "blue", answer2: "green" });
		expect(twice.html).toContain('href="#field-answer1"');
	});

	it("may be skipped three times, and is required then", async () => {
		const { begin, person, reader, at } = await come(contactsAlone);
		expect((await reader.send("skip", {})).path).toBe(at("end"));
		for (let turn = 0; turn < 2; turn++) {
			const next = await begin(person.id);
			await reader.open(next.way);
			await reader.send("skip", {});
		}
		const last = await begin(person.id);
		const { html, path } = await reader.open(last.way);
		expect(path).toBe(last.at("register"));
		expect(html).not.toContain('value="skip"');
		expect((await reader.send("skip", {})).status).toBe(403);
	});

	it("may be declined where the settings say so, and isn't asked for again", async () => {
		const { begin, person, reader, first, at } = await come(contactsAlone, [
			"otp.optOut.enabled",
			"register.userinfo.decline.enabled",
		]);
		expect(textOf(first.html)).toContain("If you decline, you won't be asked again.");
		expect((await reader.send("decline", {})).path).toBe(at("end"));
		const next = await begin(person.id);
		expect((await reader.open(next.way)).path).toBe(next.at("end"));
	});

	it("opens the terms and the privacy policy in the page itself, and takes no script from them", async () => {
		const { reader, set, at } = await come(contactsAlone);
		await set("messages.enum.terms.description", "<p>Our <b>terms</b></p>");
		const { html } = await reader.open(at("register"));
		expect(html).toContain('<a href="#info-terms">');
		expect(html).toMatch(/id="info-terms" role="dialog"/);
		expect(html).toContain("<p>Our <b>terms</b></p>");
		expect(html).toMatch(/id="info-privacy"/);
		expect(html).not.toMatch(/<script(?! type="module" src="\/ui\/)| style="| on\w+="/);
		await set("messages.enum.privacy.enabled", "false");
		expect((await reader.open(at("register"))).html).not.toContain('id="info-privacy"');
	});

	it("speaks Japanese to whoever reads Japanese", async () => {
		const { first } = await come(everything, [], { locale: "ja" });
		expect(first.html).toContain('<html lang="ja"');
		expect(textOf(first.html)).toContain("あなたの合言葉");
	});
});
