// The question before a provider account is switched off: which messages nobody sends then.
import { setAccountStatus } from "../../providers/accounts/service";
import { getUsedAccount } from "../../providers/uses";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { paths } from "../paths";
import { question } from "../question";
import { Missed, providerPath, wordsIn } from "./parts";

export const deactivateProviderPage = question({
	path: `${paths.providers}/{providerAccountId}/deactivate`,
	access: administrators,
	load: (ctx, { params }) => getUsedAccount(ctx, params.providerAccountId),
	ask: ({ health: { id, name }, uses }, { frame: { language } }) => {
		const { deactivation, deactivate } = wordsIn(language);
		return {
			title: deactivation.title(name),
			of: { href: providerPath(id), text: name },
			button: deactivate,
			text: (
				<>
					<p>{deactivation.text}</p>
					<Missed uses={uses} language={language} />
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await setAccountStatus(ctx, params.providerAccountId!, "INACTIVE");
		return done(providerPath(id), "providers.deactivated", name);
	},
});
