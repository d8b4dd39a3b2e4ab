// Where a text that a customer may write is read: on which page or in which message, and as which part of it. PURE.
import type { Named } from ".";
import { textPurposes } from "./challenge-types";

/** Where texts are read. */
export const textPlaces = ["choose", "code", "register", "messages", "notices", "replies"] as const;
export type TextPlace = (typeof textPlaces)[number];

/** Property → place and part. What stands in the place of `{type}`, `{key}` or `{code}` is what the text is about. */
const parts = {
	"challenge.type.enum.{type}.name": ["choose", "typeName"],
	"challenge.type.enum.{type}.description": ["choose", "typeDescription"],
	"{type}.message": ["code", "lead"],
	"challenge.type.enum.{type}.htmlLabel": ["code", "answerLabel"],
	"{type}.registerdevice.message": ["code", "rememberDevice"],
	"{type}.continue.button": ["code", "continueButton"],
	"{type}.incorrect.message": ["code", "wrongAnswer"],
	"register.userinfo.title": ["register", "title"],
	"register.userinfo.message": ["register", "lead"],
	"userinfo.inputs.enum.{key}.name": ["register", "fieldLabel"],
	"userinfo.inputs.enum.{key}.description": ["register", "fieldHint"],
	"error.{code}": ["register", "fieldError"],
	"messages.enum.{key}.name": ["register", "infoTitle"],
	"messages.enum.{key}.description": ["register", "infoText"],
	"register.userinfo.registerdevice.message": ["register", "rememberDevice"],
	"register.userinfo.continue.button": ["register", "continueButton"],
	"register.userinfo.decline.message": ["register", "declineLead"],
	"register.userinfo.decline.button": ["register", "declineButton"],
	"{type}.message.subject": ["messages", "subject"],
	"{type}.message.body": ["messages", "body"],
	"{type}.message.from.name": ["messages", "fromName"],
	"notice.subject": ["notices", "subject"],
	"notice.text": ["notices", "mail"],
	"notice.sms": ["notices", "sms"],
	"otp.sms.help.message": ["replies", "help"],
	"otp.sms.stop.words": ["replies", "stopWords"],
	"otp.sms.start.words": ["replies", "startWords"],
	"otp.sms.help.words": ["replies", "helpWords"],
} as const satisfies Readonly<Record<string, readonly [TextPlace, string]>>;

export type TextPart = (typeof parts)[keyof typeof parts][1] | "event";

export interface TextPlacing {
	place: TextPlace;
	part: TextPart;
	/** Key of the challenge type, of the field or of the text that opens, or code of an error; empty: none. */
	about: string;
	/** What the code of a message is for; null: a text for all purposes. */
	purpose: (typeof textPurposes)[number] | null;
}

/** Null: the property is no text of a page or a message. */
export function placingOf({ property, name }: Pick<Named, "property" | "name">): TextPlacing | null {
	if (!property.isPerLocale || property.isGlobal) return null;
	const purpose = textPurposes.find((one) => property.name.startsWith(`{type}.message.${one}.`)) ?? null;
	const pattern = purpose === null ? property.name : property.name.replace(`.${purpose}`, "");
	const found = Object.hasOwn(parts, pattern) ? parts[pattern as keyof typeof parts] : undefined;
	if (found) return { place: found[0], part: found[1], about: aboutIn(property.name, name), purpose };
	const [, event] = /^notice\.(\w+)$/.exec(property.name) ?? [];
	return event === undefined ? null : { place: "notices", part: "event", about: event, purpose };
}

function aboutIn(pattern: string, name: string): string {
	const [before = "", after] = pattern.split(/\{\w+\}/);
	return after === undefined ? "" : name.slice(before.length, name.length - after.length);
}
