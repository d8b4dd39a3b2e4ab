// One field of the registration page: what it is, what it says in each language, and what it takes.

import { done } from "../../console/flash";
import { consolePage, consoleWords } from "../../console/frame";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { inScope, propertyIn, scopeIn } from "../../console/scope";
import { changeField, getFieldSetting } from "../../contacts/field-settings";
import { hasRole } from "../../context";
import { storageClasses } from "../../settings/catalogue/fields";
import { Card, Facts } from "../../ui/card";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { typeAt } from "../types/parts";
import { FieldFields, FieldForm, typedField } from "./form";
import { fieldAt, plainText, ShowingBadge, wordsIn } from "./parts";

export const fieldPage = page({
	path: `${paths.registration}/fields/{fieldKey}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { fieldKey }, request, frame }) => {
		const scope = scopeIn(request.url);
		const { field, values } = await getFieldSetting(ctx, scope, fieldKey, [frame.language]);
		return { actor: ctx.actor, scope, field, values };
	},
	view: (state, { actor, scope, field, values }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const mayChange = hasRole(actor, administrators);
		const { key, neededBy, removal } = field;
		const search = new URLSearchParams({ q: propertyIn(scope, `userinfo.inputs.enum.${key}`), scope });
		return consolePage(state, {
			title: plainText(field.name),
			actor,
			tools: mayChange && removal !== null && (
				<a class="button button-danger" href={fieldAt(key, scope, "delete")}>
					{words.removals[removal]}
				</a>
			),
			children: (
				<>
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.key, <code>{key}</code>],
								[words.takes, words.kinds[field.kind]],
								[words.shown, <ShowingBadge field={field} language={language} />],
								[
									words.neededBy,
									neededBy.length === 0
										? consoleWords[language].none
										: neededBy.map((type, index) => (
												<>
													{index > 0 && " · "}
													<a href={typeAt(type, scope)} translate="no">
														{type}
													</a>
												</>
											)),
								],
								[words.storage, words.storages[field.storage]],
								[words.properties, <a href={`${paths.properties}?${search}`}>{words.allProperties}</a>],
							]}
						/>
					</Card>
					{mayChange && (
						<Card id="change" title={words.change} lead={words.changeLead}>
							<FieldForm
								state={state}
								action="change"
								values={values}
								field={field}
								storages={storageClasses}
								button={consoleWords[language].save}
								back={inScope(paths.registration, scope)}
							/>
						</Card>
					)}
				</>
			),
		});
	},
	actions: {
		change: action({
			access: administrators,
			fields: FieldFields,
			run: async (ctx, fields, { params: { fieldKey = "" }, request }) => {
				const scope = scopeIn(request.url);
				await changeField(ctx, scope, fieldKey, typedField(fields));
				return done(inScope(paths.registration, scope), "registration.changed");
			},
		}),
	},
});
