// Messages in other languages, whose placeholders should be the same.
import { eq, like, or } from "drizzle-orm";
import type { Ctx } from "../context";
import { because, type Cause } from "../errors/cause";
import type { Named } from "./catalogue";
import { properties } from "./table";
import { parseText } from "./text-format";

type Text = Pick<typeof properties.$inferSelect, "scope" | "name" | "locale" | "value">;

/** @param name one property; without it, all messages */
export const readMessages = (ctx: Ctx, name?: string): Promise<Text[]> =>
	ctx.db
		.select()
		.from(properties)
		.where(
			name === undefined
				? or(like(properties.name, "%.message.%body"), like(properties.name, "%.message.%subject"))
				: eq(properties.name, name),
		);

/** Tells when a message differs in its placeholders from one in another language. */
export function remarksOnPlaceholders(
	{ property, scope, name }: Named,
	{ value, locale }: Pick<Text, "value" | "locale">,
	texts: readonly Text[],
): Cause[] {
	if (property.type.kind !== "message") return [];
	const own = placeholdersOf(value);
	const others = texts.filter((text) => text.scope === scope && text.name === name && text.locale !== locale);
	return others.every((text) => placeholdersOf(text.value) === own) ? [] : [because("placeholders-differ")];
}

function placeholdersOf(text: string): string {
	const parsed = parseText(text);
	return parsed.ok ? parsed.placeholders.join() : "";
}
