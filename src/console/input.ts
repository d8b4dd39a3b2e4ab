// What the pages of the console are given: fields that several forms have, and the session. PURE.
import * as z from "zod";
import { ApiError } from "../errors";
import type { Option } from "../ui/choices";
import type { Session } from "../web/page";

/** As it was typed. A password of a sign-in may have any length that a password ever had. */
export const password = z.string().min(1).max(1_024);

/** Japanese keyboards type full-width digits, and people type codes in groups. */
export const code = z
	.string()
	.max(64)
	.transform((text) => text.normalize("NFKC").replaceAll(/[\s-]/g, ""));

/** What a browser answers about a passkey, as JSON. Empty where a person gives something else. */
export const passkey = z.string().max(16_384);

/** The session of a page that only signed-in people reach: the door has refused everybody else already. */
export function present(session: Session | null): Session {
	if (session === null) throw new ApiError("E0000005");
	return session;
}

/** A field that may stay empty. A form sends an empty text for it, which is no value. */
export const optional = <T extends z.ZodType>(schema: T) =>
	z.preprocess((text) => (text === "" ? null : text), schema.nullish());

/** A switch: what it sends when it is on, and nothing when it is off. */
export const isOn = z
	.string()
	.optional()
	.transform((text) => text !== undefined);

/** The time zones of a choice. The chosen one is among them: ICU may know it under a newer name, and leaves UTC out. */
export function zonesWith(chosen: string): Option[] {
	const zones = new Set(["UTC", chosen, ...Intl.supportedValuesOf("timeZone")]);
	return [...zones].sort().map((value) => ({ value, text: value, isName: true }));
}
