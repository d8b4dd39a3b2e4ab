// Adding a provider account, second step: its settings. It is inactive at first, so that it can be tested.
import { fieldOfInput, getDriverForm, settingsOf } from "../../providers/accounts/form";
import { ProviderAccountInput } from "../../providers/accounts/schema";
import { createAccount } from "../../providers/accounts/service";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { AccountFields, AccountForm } from "./form";
import { providerPath, wordsIn } from "./parts";

export const addProviderPage = page({
	path: `${paths.providers}/new/{driverId}`,
	access: administrators,
	signIn: signInFor,
	load: (ctx, { params, frame }) => ({
		actor: ctx.actor,
		driver: getDriverForm(ctx, params.driverId, frame.language),
	}),
	view: (state, { actor, driver }) => {
		const words = wordsIn(state.frame.language).form;
		const { title, fields } = driver;
		return consolePage(state, {
			title: words.newTitle(title),
			lead: words.newLead,
			actor,
			crumbs: [{ href: `${paths.providers}/new`, text: words.chooseTitle }],
			scripts: ["password.js"],
			children: <AccountForm state={state} fields={fields} account={null} name={title} back={paths.providers} />,
		});
	},
	actions: {
		save: action({
			fields: AccountFields,
			run: async (ctx, typed, { params, frame }) => {
				const { id: driver, fields } = getDriverForm(ctx, params.driverId!, frame.language);
				const input = { name: typed.name, driver, ...settingsOf(fields, typed) };
				const { id, name } = await atFields(fieldOfInput, () =>
					createAccount(ctx, check(ProviderAccountInput, input), { activate: false }),
				);
				return done(providerPath(id), "providers.added", name);
			},
		}),
	},
});
