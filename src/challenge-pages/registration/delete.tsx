// Asks before a field is taken off the registration page, or before what was set of it ends.

import { done } from "../../console/flash";
import { paths } from "../../console/paths";
import { question } from "../../console/question";
import { inScope, scopeIn } from "../../console/scope";
import { getFieldSetting, removeField } from "../../contacts/field-settings";
import { Notice } from "../../ui/card";
import { administrators } from "../../web/router";
import { fieldAt, plainText, wordsIn } from "./parts";

export const deleteFieldPage = question({
	path: `${paths.registration}/fields/{fieldKey}/delete`,
	access: administrators,
	load: async (ctx, { params: { fieldKey }, request, frame }) => {
		const scope = scopeIn(request.url);
		return { scope, ...(await getFieldSetting(ctx, scope, fieldKey, [frame.language])) };
	},
	ask: ({ scope, field: { key, name, neededBy, removal } }, { frame }) => {
		const words = wordsIn(frame.language);
		const isNeeded = removal === "FIELD" && neededBy.length > 0;
		const obstacle = removal === null ? words.nothingToRemove : isNeeded && words.stillNeeded(neededBy.length);
		return {
			title: words.removals[removal ?? "CHANGES"],
			of: { href: fieldAt(key, scope), text: plainText(name) },
			button: words.removals[removal ?? "CHANGES"],
			text: <p>{removal === "FIELD" ? words.removeLead : words.resetLead}</p>,
			instead: obstacle && (
				<Notice tone="warning">
					{obstacle} {isNeeded && <code translate="no">{neededBy.join(", ")}</code>}
				</Notice>
			),
		};
	},
	take: async (ctx, { params: { fieldKey = "" }, request }) => {
		const scope = scopeIn(request.url);
		await removeField(ctx, scope, fieldKey);
		return done(inScope(paths.registration, scope), "registration.removed");
	},
});
