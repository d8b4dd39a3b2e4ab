import { describe, expect, it } from "vitest";
import { contactFor, destinationOf } from "../../src/challenges/destination";
import type { ProvenContact } from "../../src/challenges/person";
import type { ConfiguredType } from "../../src/challenges/type";

describe("where a code goes", () => {
	it.each([
		["line:U4af4980629", { to: "U4af4980629", driverId: "line" }],
		["WhatsApp:+819012345678", { to: "+819012345678", driverId: "whatsapp" }],
		["telegram:123456789", { to: "123456789", driverId: "telegram" }],
		["slack:U012AB3CD", { to: "U012AB3CD", driverId: "slack" }],
		["U012AB3CD", { to: "U012AB3CD" }],
		["icq:12345", { to: "icq:12345" }],
		["line:", { to: "line:" }],
	])("is, of the name %s, the service and its own name", (value, expected) => {
		expect(destinationOf("IM", value)).toEqual({ channel: "IM", ...expected });
	});

	it("is the whole number or address on other channels", () => {
		expect(destinationOf("EMAIL", "line:x@example.com")).toEqual({ channel: "EMAIL", to: "line:x@example.com" });
	});

	it("is the first required field of the kind, whatever stands before it", () => {
		const contact = (key: string, kind: ProvenContact["kind"]): ProvenContact => ({ key, kind, name: key, value: key });
		const contacts = [contact("terms", "CHECK"), contact("phone", "PHONE"), contact("mobile", "PHONE")];
		const type = { requiredInfo: ["terms", "mobile", "phone"] } as unknown as ConfiguredType;
		expect(contactFor({ contacts }, type, "PHONE")?.key).toBe("mobile");
		expect(contactFor({ contacts }, type, "EMAIL")).toBeNull();
		expect(contactFor({ contacts: contacts.slice(0, 1) }, type, "PHONE")).toBeNull();
	});
});
