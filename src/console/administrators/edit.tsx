// Changing the name, the role and the permissions of an administrator.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { AdministratorChange } from "../../administrators/schema";
import { changeAdministrator } from "../../administrators/service";
import { isProven } from "../../administrators/sessions";
import { Field, Form } from "../../ui/form";
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

export const editAdministratorPage = page({
	path: "/console/administrators/{administratorId}/edit",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params, session, frame }) => {
		proveFirst(isProven(ctx, present(session)), frame.path);
		return { actor: ctx.actor, row: await getAdministrator(ctx, params.administratorId) };
	},
	view: (state, { actor, row }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.administrators;
		const back = administratorAt(row.id);
		return consolePage(state, {
			title: words.editTitle(row.displayName),
			lead: words.last,
			actor,
			crumbs: [{ href: back, text: row.displayName }],
			children: (
				<Form state={state.form} action="save" language={language} class="fields">
					<Field
						state={state.form}
						name="displayName"
						label={words.name}
						value={row.displayName}
						autocomplete="off"
						maxlength={100}
					/>
					<RoleField state={state} words={words} value={row.role} />
					<PermissionFields state={state} given={row.permissions} />
					<FormEnd state={state} back={back}>
						{all.save}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		save: action({
			fields: z.object({ displayName: z.string(), role: z.string(), ...permissionFields }),
			run: async (ctx, fields, { session, frame, params: { administratorId = "" } }) => {
				proveFirst(isProven(ctx, present(session)), frame.path);
				const { values, given } = readPermissions(fields);
				const change = check(AdministratorChange, { ...values, permissions: given });
				const { id, displayName } = await atPermissions(given, () => changeAdministrator(ctx, administratorId, change));
				const own = "id" in ctx.actor && ctx.actor.id === id;
				// Whoever gives the own role away may not see this page any more.
				const next = own ? paths.account : administratorAt(id);
				return done(next, "administrators.changed", displayName);
			},
		}),
	},
});
