// The question before a delivery route is deleted: which way its messages go then.
import { getRule } from "../../providers/rules/read";
import { deleteRule } from "../../providers/rules/service";
import { toRuleView } from "../../providers/rules/view";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { paths } from "../paths";
import { question } from "../question";
import { Conditions, routePath, wordsIn } from "./parts";

export const deleteRoutePage = question({
	path: `${paths.routes}/{deliveryRouteId}/delete`,
	access: administrators,
	load: async (ctx, { params }) => toRuleView(ctx, await getRule(ctx, params.deliveryRouteId)),
	ask: (rule, { frame: { language } }) => {
		const { deletion, remove } = wordsIn(language);
		return {
			title: deletion.title(rule.name),
			of: { href: routePath(rule.id), text: rule.name },
			button: remove,
			text: (
				<>
					<p>{deletion.takes}</p>
					<Conditions of={rule.conditions} language={language} />
					<p>{deletion.text}</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getRule(ctx, params.deliveryRouteId!);
		await deleteRule(ctx, id);
		return done(paths.routes, "routes.deleted", name);
	},
});
