// Inviting an administrator. The administrator's page shows the one-time password once.
import * as z from "zod";
import { AdministratorInput } from "../../administrators/schema";
import { inviteAdministrator } from "../../administrators/service";
import { isProven } from "../../administrators/sessions";
import { Field, Form } from "../../ui/form";
import { writeOnce } from "../../web/once";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { present } from "../input";
import { administratorAt, paths, signInFor } from "../paths";
import { atPermissions, PermissionFields, permissionFields, readPermissions } from "../permissions";
import { RoleField } from "./parts";

export const newAdministratorPage = page({
	path: paths.newAdministrator,
	access: administrators,
	signIn: signInFor,
	load: (ctx, { session }) => {
		proveFirst(isProven(ctx, present(session)), paths.newAdministrator);
		return { actor: ctx.actor };
	},
	view: (state, { actor }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.administrators;
		const shared = { state: state.form, autocomplete: "off", maxlength: 100 };
		return consolePage(state, {
			title: words.inviteTitle,
			lead: words.inviteLead,
			actor,
			children: (
				<Form state={state.form} action="invite" language={language} class="fields">
					<Field {...shared} name="login" label={words.login} hint={words.loginHint} />
					<Field {...shared} name="displayName" label={words.name} hint={words.nameHint} />
					<RoleField state={state} words={words} />
					<PermissionFields state={state} />
					<FormEnd state={state} back={paths.administrators}>
						{words.inviteButton}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		invite: action({
			fields: z.object({
				login: z.string().trim(),
				displayName: z.string().trim(),
				role: z.string(),
				...permissionFields,
			}),
			run: async (ctx, { displayName, ...fields }, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), paths.newAdministrator);
				const { values, given } = readPermissions(fields);
				const named = displayName === "" ? values : { ...values, displayName };
				const input = check(AdministratorInput, { ...named, permissions: given });
				const { row, oneTimePassword } = await atPermissions(given, () => inviteAdministrator(ctx, input));
				const cookie = await writeOnce(ctx, own, row.id, oneTimePassword);
				return done(administratorAt(row.id), "administrators.invited", row.displayName, [cookie]);
			},
		}),
	},
});
