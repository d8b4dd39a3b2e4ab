// Making an API token. The page of the token shows it once.
import * as z from "zod";
import { defaultRateLimit, rateLimits } from "../../access/rate-limit";
import { ApiTokenInput } from "../../access/schema";
import { createApiToken } from "../../access/service";
import { isProven } from "../../administrators/sessions";
import { applicationNames } from "../../applications/service";
import { roles } from "../../context";
import { listSources } from "../../inbound/service";
import { SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { writeOnce } from "../../web/once";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { present } from "../input";
import { paths, signInFor, tokenAt } from "../paths";
import { atPermissions, PermissionFields, permissionFields, readPermissions } from "../permissions";

export const newTokenPage = page({
	path: paths.newToken,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { session }) => {
		proveFirst(isProven(ctx, present(session)), paths.newToken);
		const [applications, sources] = await Promise.all([applicationNames(ctx), listSources(ctx)]);
		return { actor: ctx.actor, applications, sources };
	},
	view: (state, { actor, applications, sources }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.tokens;
		const named = (none: string, things: readonly { id: string; name: string }[]) => [
			{ value: "", text: none },
			...things.map(({ id, name }) => ({ value: id, text: name, isName: true })),
		];
		return consolePage(state, {
			title: words.createTitle,
			lead: words.createLead,
			actor,
			children: (
				<Form state={state.form} action="create" language={language} class="fields">
					<Field
						state={state.form}
						name="name"
						label={words.name}
						hint={words.nameHint}
						autocomplete="off"
						maxlength={255}
					/>
					<SelectField
						state={state.form}
						name="role"
						label={words.role}
						hint={words.roleHint}
						value="VERIFIER"
						options={roles.map((value) => ({ value, text: words.roles[value] }))}
					/>
					<SelectField
						state={state.form}
						name="applicationId"
						label={words.application}
						hint={words.applicationHint}
						options={named(words.noApplication, applications)}
					/>
					<SelectField
						state={state.form}
						name="sourceId"
						label={words.source}
						hint={words.sourceHint}
						options={named(words.noSource, sources)}
					/>
					<SelectField
						state={state.form}
						name="rateLimit"
						label={words.rateLimit}
						hint={words.rateLimitHint}
						value={defaultRateLimit}
						options={rateLimits.map((value) => ({ value, text: words.rateLimits[value] }))}
					/>
					<PermissionFields state={state} />
					<FormEnd state={state} back={paths.tokens}>
						{words.create}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		create: action({
			fields: z.object({
				name: z.string(),
				role: z.string(),
				applicationId: z.string(),
				sourceId: z.string(),
				rateLimit: z.string(),
				...permissionFields,
			}),
			run: async (ctx, { applicationId, sourceId, ...fields }, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.newToken);
				const { values, given } = readPermissions(fields);
				const owner = { applicationId: applicationId || null, sourceId: sourceId || null };
				const input = await atPermissions(given, () =>
					check(ApiTokenInput, { ...values, ...owner, permissions: given }),
				);
				const made = await createApiToken(ctx, input);
				const cookie = await writeOnce(ctx, own, made.id, made.token);
				return done(tokenAt(made.id), "tokens.created", made.name, [cookie]);
			},
		}),
	},
});
