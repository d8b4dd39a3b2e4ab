// Contact data on the wire. Of a number or an address enough is left to recognize it, and of a free text nothing.
import { maskDestination } from "../phone/mask";
import type { Contact } from "./read";
import type { ContactView } from "./schema";

export const toContactView = (contact: Contact): ContactView => ({
	field: contact.field.key,
	kind: contact.field.kind,
	value: maskedValue(contact),
	status: contact.isProven ? "REGISTERED" : "WAITING",
	textVersion: contact.flag.textVersion,
	lastUpdated: new Date(contact.flag.changedAt).toISOString(),
});

export function maskedValue({ field, value }: Pick<Contact, "field" | "value">): string {
	if (field.kind === "CHECK") return value;
	return field.kind === "TEXT" ? "***" : maskDestination(value);
}
