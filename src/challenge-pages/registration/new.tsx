// Adding a field to the registration page, for all applications or for one.

import { done } from "../../console/flash";
import { consolePage } from "../../console/frame";
import { paths, signInFor } from "../../console/paths";
import { inScope, scopeIn } from "../../console/scope";
import { addField, newFieldValues } from "../../contacts/field-settings";
import { storageClasses } from "../../settings/catalogue/fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { FieldFields, FieldForm, typedField } from "./form";
import { wordsIn } from "./parts";

export const newFieldPage = page({
	path: `${paths.registration}/new`,
	access: administrators,
	signIn: signInFor,
	load: (ctx, { request }) => ({ actor: ctx.actor, scope: scopeIn(request.url) }),
	view: (state, { actor, scope }) => {
		const words = wordsIn(state.frame.language);
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			children: (
				<FieldForm
					state={state}
					action="add"
					values={newFieldValues()}
					field={null}
					storages={storageClasses}
					button={words.add}
					back={inScope(paths.registration, scope)}
				/>
			),
		});
	},
	actions: {
		add: action({
			fields: FieldFields,
			run: async (ctx, fields, { request }) => {
				const scope = scopeIn(request.url);
				const { key = "", ...typed } = typedField(fields);
				await addField(ctx, scope, key.trim(), typed);
				return done(inScope(paths.registration, scope), "registration.added");
			},
		}),
	},
});
