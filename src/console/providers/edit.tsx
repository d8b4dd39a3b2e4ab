// Editing a provider account. Its driver stays, and so does each secret whose field is left empty.
import { fieldOfInput, getDriverForm, settingsOf } from "../../providers/accounts/form";
import { ProviderAccountReplaceInput } from "../../providers/accounts/schema";
import { getAccount, replaceAccount } from "../../providers/accounts/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { AccountFields, AccountForm } from "./form";
import { providerPath, wordsIn } from "./parts";

export const editProviderPage = page({
	path: `${paths.providers}/{providerAccountId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params, frame }) => {
		const account = await getAccount(ctx, params.providerAccountId);
		return { actor: ctx.actor, account, driver: getDriverForm(ctx, account.driverId, frame.language) };
	},
	view: (state, { actor, account, driver }) => {
		const { id, name } = account;
		return consolePage(state, {
			title: wordsIn(state.frame.language).form.editTitle(name),
			actor,
			crumbs: [{ href: providerPath(id), text: name }],
			scripts: ["password.js"],
			children: (
				<AccountForm state={state} fields={driver.fields} account={account} name={name} back={providerPath(id)} />
			),
		});
	},
	actions: {
		save: action({
			fields: AccountFields,
			run: async (ctx, typed, { params, frame }) => {
				const { id, driverId } = await getAccount(ctx, params.providerAccountId!);
				const { fields } = getDriverForm(ctx, driverId, frame.language);
				const input = { name: typed.name, ...settingsOf(fields, typed) };
				const { name } = await atFields(fieldOfInput, () =>
					replaceAccount(ctx, id, check(ProviderAccountReplaceInput, input)),
				);
				return done(providerPath(id), "providers.saved", name);
			},
		}),
	},
});
