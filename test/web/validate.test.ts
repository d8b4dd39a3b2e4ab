// Text from outside is UTF-8, or it is refused: in JSON, in forms and in queries.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFields } from "../../src/web/form";
import { isEncodedUtf8, readText, readUtf8 } from "../../src/web/validate";
import { enable, ask as knock, oktaRequest, path as receiverPath, secret } from "../inbound/requests";
import { createWorld, unique, type World } from "../support/world";

/** A text whose `?` is replaced by these bytes. */
function withBytes(text: string, wrong: readonly number[]): Uint8Array {
	const bytes = [...new TextEncoder().encode(text)];
	return new Uint8Array(bytes.flatMap((byte) => (byte === 0x3f ? wrong : [byte])));
}

const wrongBytes: [string, number[]][] = [
	["Latin-1", [0xe9]],
	["Shift JIS", [0x93, 0xfa, 0x96, 0x7b]],
	["the start of a character", [0xe3, 0x81]],
	["an overlong slash", [0xc0, 0xaf]],
	["half a surrogate pair", [0xed, 0xa0, 0x80]],
	["beyond Unicode", [0xf4, 0x90, 0x80, 0x80]],
	["no byte of UTF-8", [0xff]],
];

const post = (world: World, rawBody: BodyInit) =>
	world.call("POST", "/api/v1/users", undefined, { rawBody, headers: { "content-type": "application/json" } });

describe("a body that isn't UTF-8", () => {
	it.each(wrongBytes)("is refused as JSON and nothing of it is kept: %s", async (_name, wrong) => {
		const world = await createWorld();
		const login = unique("person");
		const body = withBytes(JSON.stringify({ profile: { login: `${login}?@example.com` } }), wrong);
		const streamed = new ReadableStream({
			start(controller) {
				controller.enqueue(body);
				controller.close();
			},
		});
		for (const sent of [body, streamed]) {
			const { status, body: answer } = await post(world, sent);
			expect([status, answer.errorCode]).toEqual([400, "E0000003"]);
		}
		const { results } = await world.ctx.env.bindings.DB.prepare("SELECT id FROM users WHERE instr(login, ?)")
			.bind(login)
			.all();
		expect(results).toEqual([]);
	});

	it.each(wrongBytes)("is refused by the receiver: %s", async (_name, wrong) => {
		const world = await createWorld();
		await enable(world);
		const rawBody = withBytes(JSON.stringify(oktaRequest({ msgTemplate: "Code 049381 ?" })), wrong);
		const options = { token: null, headers: { authorization: secret }, rawBody };
		const { status, body } = await world.call("POST", receiverPath, undefined, options);
		expect([status, body.errorCode]).toEqual([400, "E0000003"]);
		expect((await knock(world, oktaRequest({ msgTemplate: "Code 049381 é日本\ufffd" }))).status).toBe(200);
	});

	it.each(wrongBytes)("is refused as a form, written or percent-encoded: %s", async (_name, wrong) => {
		const encoded = wrong.map((byte) => `%${byte.toString(16)}`).join("");
		for (const body of [withBytes("name=Dana?", wrong), `name=Dana${encoded}`, `Dana${encoded}=name`]) {
			const headers = { "content-type": "application/x-www-form-urlencoded" };
			const request = new Request("https://otp.test/", { method: "POST", headers, body });
			await expect(readFields(request)).rejects.toMatchObject({ code: "E0000003" });
		}
	});

	it.each(wrongBytes)("is refused in a query: %s", async (_name, wrong) => {
		const world = await createWorld();
		const encoded = wrong.map((byte) => `%${byte.toString(16)}`).join("");
		const { status, body } = await world.call("GET", `/api/v1/users?q=Dana${encoded}`);
		expect([status, body.errorCauses]).toEqual([400, [{ errorSummary: "query: The text must be UTF-8." }]]);
	});
});

describe("a body in UTF-8", () => {
	it("is taken as it is, also with U+FFFD and a byte order mark", async () => {
		const world = await createWorld();
		const displayName = "日本 é 𠮷 \ufffd";
		const login = `${unique("person")}@example.com`;
		const answer = await post(world, `\ufeff${JSON.stringify({ profile: { login, displayName } })}`);
		expect(answer.body.profile.displayName).toBe(displayName);
	});

	it("is read alike as JSON and in a form, whatever characters it has", async () => {
		const text = fc.string({ unit: "grapheme" });
		await fc.assert(
			fc.asyncProperty(text, async (written) => {
				const request = (body: BodyInit) => new Request("https://otp.test/", { method: "POST", body });
				const plain = written.replace(/^\ufeff/, "");
				expect(await readUtf8(request(written))).toBe(plain);
				expect(await readFields(request(new URLSearchParams({ written })))).toEqual({ written });
				expect(isEncodedUtf8(encodeURIComponent(written))).toBe(true);
			}),
		);
	});

	it("may have a percent sign alone in a query", async () => {
		const world = await createWorld();
		expect((await world.call("GET", "/api/v1/users?q=100%")).status).toBe(200);
		expect((await world.call("GET", "/api/v1/users?q=%E6%97%A5%F0%A0%AE%B7")).status).toBe(200);
	});
});

it("a carrier's receipt is read in any encoding, because the ids in it are ASCII", async () => {
	const body = withBytes("<id>4711</id><text>?</text>", [0xe9]);
	expect(await readText(new Request("https://otp.test/", { method: "POST", body }))).toBe(
		"<id>4711</id><text>\ufffd</text>",
	);
});
