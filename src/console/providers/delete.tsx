// The question before a provider account is deleted. Routes that name it have to let it go first.
import { deleteAccount, getAccount } from "../../providers/accounts/service";
import { getUsedAccount } from "../../providers/uses";
import { atNoField } from "../../web/at-fields";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { paths } from "../paths";
import { question } from "../question";
import { Missed, providerPath, RouteLinks, wordsIn } from "./parts";

export const deleteProviderPage = question({
	path: `${paths.providers}/{providerAccountId}/delete`,
	access: administrators,
	load: (ctx, { params }) => getUsedAccount(ctx, params.providerAccountId),
	ask: ({ health: { id, name, state }, uses }, { frame: { language } }) => {
		const { deletion, remove, removalInRoutes } = wordsIn(language);
		return {
			title: deletion.title(name),
			of: { href: providerPath(id), text: name },
			button: remove,
			text: (
				<>
					<p>{deletion.text}</p>
					{state !== "off" && <Missed uses={uses} language={language} />}
				</>
			),
			instead: uses.rules.length > 0 && (
				<>
					<p>{removalInRoutes(uses.rules.length)}</p>
					<RouteLinks rules={uses.rules} />
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getAccount(ctx, params.providerAccountId!);
		await atNoField(() => deleteAccount(ctx, id));
		return done(paths.providers, "providers.deleted", name);
	},
});
