// One challenge type: what it does and says, what it requires of a user, and whether it is on.
import * as z from "zod";
import { findProcessor } from "../../challenges/processors";
import { changeType, getTypeSetting } from "../../challenges/type-settings";
import { done } from "../../console/flash";
import { consolePage, consoleWords } from "../../console/frame";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { inScope, propertyIn, scopeIn } from "../../console/scope";
import { hasRole } from "../../context";
import { padDevices } from "../../settings/catalogue/challenge-types";
import { findValue } from "../../settings/values";
import { Card, Facts } from "../../ui/card";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { TypeForm, typedType } from "./form";
import { FieldLinks, TypeStatus, wordsIn } from "./parts";

export const challengeTypePage = page({
	path: `${paths.challengeTypes}/{typeKey}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { typeKey }, request, frame }) => {
		const scope = scopeIn(request.url);
		return { actor: ctx.actor, scope, ...(await getTypeSetting(ctx, scope, typeKey, [frame.language])) };
	},
	view: (state, { actor, scope, snapshot, type, fieldNames, values }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const texts = new URLSearchParams({ q: propertyIn(scope, type.key), scope });
		const isSent = (findProcessor(type)?.message ?? null) !== null;
		const className = findValue(snapshot, `challenge.type.enum.${type.key}.processor`)?.value;
		return consolePage(state, {
			title: type.name,
			lead: type.description,
			actor,
			children: (
				<>
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.key, <code>{type.key}</code>],
								[words.does, words.processorOf(type.processor)],
								[words.className, className === undefined ? null : <code class="property-value">{className}</code>],
								[words.status, <TypeStatus type={type} language={language} />],
								[
									words.requires,
									<FieldLinks keys={type.requiredInfo} names={fieldNames} scope={scope} none={words.requiresNothing} />,
								],
								[words.texts, <a href={`${paths.properties}?${texts}`}>{words.allTexts}</a>],
							]}
						/>
					</Card>
					{hasRole(actor, administrators) && (
						<Card id="change" title={words.change} lead={words.changeLead}>
							<TypeForm
								state={state}
								type={type}
								values={values}
								fieldNames={fieldNames}
								isSent={isSent}
								devices={padDevices}
								button={consoleWords[language].save}
								back={inScope(paths.challengeTypes, scope)}
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
			fields: z.object({}).catchall(z.string().max(2_000)),
			run: async (ctx, fields, { params: { typeKey = "" }, request }) => {
				const scope = scopeIn(request.url);
				const { type, fieldNames } = await getTypeSetting(ctx, scope, typeKey, []);
				await changeType(ctx, scope, typeKey, typedType(type, [...fieldNames.keys()], fields));
				return done(inScope(paths.challengeTypes, scope), "challengeTypes.changed");
			},
		}),
	},
});
