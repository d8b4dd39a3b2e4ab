// Where a code goes: the registered number, address or name that a challenge type asks for.
import type { ContactKind } from "../contacts/fields";
import type { Channel } from "../messages/message";
import type { Person, ProvenContact } from "./person";
import type { ConfiguredType } from "./type";

export interface Destination {
	channel: Channel;
	/** E.164, the address, or the service's own name for the person. */
	to: string;
	/** The service that knows the person under this name; undefined: whichever the deployment has. */
	driverId?: string | undefined;
}

/** Of the fields that a type requires, the first of a kind that messages go to. Null: the person hasn't one. */
export const contactFor = (
	{ contacts }: Pick<Person, "contacts">,
	{ requiredInfo }: ConfiguredType,
	kind: ContactKind,
): ProvenContact | null => {
	const required = requiredInfo.flatMap((key) => contacts.find((contact) => contact.key === key) ?? []);
	return required.find((contact) => contact.kind === kind) ?? null;
};

/** A name of instant messages may say whose it is: `line:U4af49806`, `whatsapp:+819012345678`. */
const services = /^(line|slack|telegram|whatsapp):(\S+)$/i;

export function destinationOf(channel: Channel, value: string): Destination {
	const [, service, name] = (channel === "IM" && services.exec(value)) || [];
	return name === undefined ? { channel, to: value } : { channel, to: name, driverId: service?.toLowerCase() };
}
