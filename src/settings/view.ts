// Properties on the wire.
import { type Cause, causeText } from "../errors/cause";
import { wholeName } from "./catalogue";
import type { PropertyView } from "./schema";
import type { PropertyState } from "./service";

export function toPropertyView(state: PropertyState): PropertyView {
	const { property, scope, value, locales } = state;
	return {
		name: wholeName(state),
		scope: scope === "" ? null : scope,
		type: property.type.kind,
		meaning: property.meaning,
		isPerLocale: property.isPerLocale ?? false,
		isSecret: property.isSecret ?? false,
		value: property.isSecret ? null : (value?.value ?? null),
		locale: value?.locale || null,
		origin: originOf(state),
		from: value?.from || null,
		locales,
	};
}

function originOf({ scope, value, isElsewhere }: PropertyState): PropertyView["origin"] {
	if (value === null) return "NONE";
	if (isElsewhere) return "ELSEWHERE";
	if (value.from === null) return "SHIPPED";
	return value.from === scope ? "OWN" : "INHERITED";
}

/** What a writer is told beside the answer. */
export const toRemarks = (causes: readonly Cause[]) =>
	causes.map((cause) => ({ reason: cause.reason, text: causeText(cause, "en") }));
