import { describe, expect, it } from "vitest";
import { smsCostOf } from "../../src/phone/sms-cost";

describe("the cost of a text message", () => {
	it.each<[string, string, Partial<ReturnType<typeof smsCostOf>>]>([
		["no text", "", { encoding: "GSM-7", segments: 1, units: 0, room: 160, foreign: [], double: [] }],
		["one message to the brim", "a".repeat(160), { segments: 1, units: 160, room: 160 }],
		["one character more", "a".repeat(161), { segments: 2, units: 161, room: 306 }],
		[
			"one quotation mark of a word processor",
			`it’s ${"a".repeat(80)}`,
			{ encoding: "UCS-2", segments: 2, room: 134, foreign: ["’"], segmentsInGsm7: 1 },
		],
		["the same mark in a short text", "it’s", { segments: 1, room: 70, foreign: ["’"], segmentsInGsm7: 1 }],
		["characters that come twice", "““””", { foreign: ["“", "”"] }],
		["a picture, which is two units", "🔒", { units: 2, foreign: ["🔒"] }],
		["the euro sign and a bracket", "€5 [x] €", { encoding: "GSM-7", units: 12, double: ["€", "[", "]"] }],
		["the euro sign beside a foreign character", "€’", { encoding: "UCS-2", units: 2, double: [] }],
		["Japanese", "確認コードは 123456 です。", { encoding: "UCS-2", segments: 1, units: 17 }],
	])("is told for %s", (_, text, cost) => {
		expect(smsCostOf(text)).toMatchObject(cost);
	});
});
