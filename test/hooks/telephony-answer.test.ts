import { describe, expect, it } from "vitest";
import { maxAnswerBytes, readTelephonyAnswer } from "../../src/hooks/telephony-answer";

const read = (body: unknown, status = 200, contentType: string | null = "application/json") =>
	readTelephonyAnswer(status, contentType, typeof body === "string" ? body : JSON.stringify(body));

const action = (value: unknown) => ({ commands: [{ type: "com.okta.telephony.action", value }] });

describe("a telephony hook's answer", () => {
	it.each(["SUCCESSFUL", "PENDING"])("is a success when it says %s", (status) => {
		const value = { status, provider: "VONAGE", transactionId: "SM49a8", transactionMetadata: "Duration=300ms" };
		expect(read(action([value]))).toEqual({ ok: true, ...value });
	});

	it("needs no more than type and status", () => {
		expect(read(action([{ status: "SUCCESSFUL" }]))).toEqual({
			ok: true,
			status: "SUCCESSFUL",
			provider: null,
			transactionId: null,
			transactionMetadata: null,
		});
	});

	it("is read whatever its media type says", () => {
		for (const contentType of [null, "text/plain;charset=UTF-8", "application/json; charset=utf-8"]) {
			expect(read(action([{ status: "PENDING" }]), 200, contentType).ok).toBe(true);
		}
	});

	it("may give ids as numbers, repeat the number and the code as numbers, and hold more than we read", () => {
		const value = {
			status: "SUCCESSFUL",
			provider: null,
			transactionId: 4711,
			phoneNumber: 15551234567,
			otpCode: 12345,
		};
		const verdict = read({ ...action([value]), debugContext: { otpCode: "012345" }, error: null });
		expect(verdict).toEqual({
			ok: true,
			status: "SUCCESSFUL",
			provider: null,
			transactionId: "4711",
			transactionMetadata: null,
		});
	});

	it("has its words cut to 255 characters", () => {
		const verdict = read(action([{ status: "PENDING", transactionId: "x".repeat(1_000) }]));
		expect(verdict).toMatchObject({ transactionId: "x".repeat(255) });
	});

	it.each([301, 302, 303, 307, 308])("is a redirect with %i, whatever it holds", (status) => {
		expect(read(action([{ status: "SUCCESSFUL" }]), status)).toMatchObject({ ok: false, reason: "redirect" });
	});

	it.each([201, 202, 204, 400, 401, 404, 429, 500, 503])("is a failure with status %i, whatever it holds", (status) => {
		expect(read(action([{ status: "SUCCESSFUL" }]), status)).toMatchObject({
			ok: false,
			reason: "status",
			cause: { params: { status } },
		});
	});

	it.each(["", "OK", "<html></html>", "{", '{"commands":[', "SUCCESSFUL", "\u0000"])("isn't JSON: %j", (text) => {
		expect(read(text, 200, "text/html; charset=utf-8")).toEqual({
			ok: false,
			reason: "not-json",
			cause: { reason: "hook-answer-not-json-but", params: { mediaType: "text/html" } },
			isCertain: false,
		});
	});

	it("is read up to 256 KB, counted in bytes", () => {
		const padded = (bytes: number) => {
			const text = JSON.stringify(action([{ status: "PENDING" }]));
			return text + " ".repeat(bytes - text.length);
		};
		expect(read(padded(maxAnswerBytes)).ok).toBe(true);
		expect(read(padded(maxAnswerBytes + 1))).toMatchObject({ ok: false, reason: "too-large" });
		expect(read(JSON.stringify("é".repeat(maxAnswerBytes / 2)))).toMatchObject({ ok: false, reason: "too-large" });
	});

	it.each([
		["null", null],
		["a number", 7],
		["text", '"SUCCESSFUL"'],
		["a list", []],
		["an empty object", {}],
		["no commands", { commands: [] }],
		["commands that aren't a list", { commands: {} }],
		["a command of null", { commands: [null] }],
		["no type", { commands: [{ value: [{ status: "SUCCESSFUL" }] }] }],
		["another type", { commands: [{ type: "com.okta.action.update", value: [{ status: "SUCCESSFUL" }] }] }],
		["no value", action(undefined)],
		["an empty value", action([])],
		["a value that isn't a list", action({ status: "SUCCESSFUL" })],
		["no status", action([{ provider: "ACME" }])],
		["a status of null", action([{ status: null }])],
		["a status in lower case", action([{ status: "successful" }])],
		["a status with a space", action([{ status: "SUCCESSFUL " }])],
		["a status of another API", action([{ status: "DELIVERED" }])],
		["a status that is a number", action([{ status: 200 }])],
		["a status that is true", action([{ status: true }])],
		["a status in a list", action([{ status: ["SUCCESSFUL"] }])],
		["metadata that is an object", action([{ status: "SUCCESSFUL", transactionMetadata: { ms: 300 } }])],
	])("is malformed with %s", (_, body) => {
		expect(read(body)).toMatchObject({ ok: false, reason: "malformed" });
	});

	it("names the place that is malformed", () => {
		expect(read(action([{ status: "DELIVERED" }]))).toMatchObject({
			cause: { reason: "hook-answer-malformed-at", params: { path: "commands.0.value.0.status" } },
		});
	});

	it("is a failure when it says FAILED", () => {
		expect(read(action([{ status: "FAILED", provider: "ACME" }]))).toMatchObject({ ok: false, reason: "failed" });
	});

	const error = { errorSummary: "Number +15551234567 is blocked", errorCauses: [{ reason: "code 012345" }] };

	it.each([
		["an object", { error }],
		["a list, as in Okta's example", { error: [error, { errorCauses: [] }] }],
		["an object without a summary", { error: {} }],
		["text", { error: "boom" }],
		["an object beside a success", { error, ...action([{ status: "SUCCESSFUL" }]) }],
	])("is a failure with an error that is %s", (_, body) => {
		expect(read(body)).toMatchObject({ ok: false, reason: "error-object" });
	});

	const successes = [action([{ status: "SUCCESSFUL" }]), action([{ status: "PENDING" }])];
	const no = { status: "FAILED" };

	it.each<[string, unknown, number]>([
		...[301, 307, 400, 401, 404, 425, 429, 451].map((status): [string, unknown, number] => [`${status}`, {}, status]),
		["FAILED", action([no]), 200],
		["an error", { error }, 200],
		["an error beside FAILED", { error, ...action([no]) }, 200],
	])("proves that nothing was sent: %s", (_, body, status) => {
		expect(read(body, status)).toMatchObject({ ok: false, isCertain: true });
	});

	it.each<[string, unknown, number]>([
		...[201, 202, 204, 408, 500, 502, 503].map((status): [string, unknown, number] => [`${status}`, {}, status]),
		...successes.map((said): [string, unknown, number] => ["an error beside a success", { error, ...said }, 200]),
		["an error beside commands that can't be read", { error, commands: [{}] }, 200],
		["FAILED beside a success", action([no, { status: "SUCCESSFUL" }]), 200],
		[
			"FAILED before another command's success",
			{ commands: [action([no]), ...successes].flatMap((one) => one.commands) },
			200,
		],
		["no JSON", "sent", 200],
		["a word we don't know", action([{ status: "SENT" }]), 200],
		["more than is read", `"${"x".repeat(maxAnswerBytes)}"`, 200],
	])("leaves open whether something was sent: %s", (_, body, status) => {
		expect(read(body, status)).toMatchObject({ ok: false, isCertain: false });
	});

	it("isn't repeated by the cause of a failure", () => {
		const texts = [
			JSON.stringify({ error }),
			JSON.stringify(action([{ status: "+15551234567 012345" }])),
			JSON.stringify({ "+15551234567": "012345", commands: { "012345": 1 } }),
			"+15551234567 012345",
		];
		for (const text of texts) {
			const verdict = readTelephonyAnswer(200, "+15551234567 012345", text);
			expect(verdict.ok).toBe(false);
			expect(JSON.stringify(verdict)).not.toMatch(/5551234567|012345/);
		}
	});
});
