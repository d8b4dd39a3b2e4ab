// Editing a delivery route. Its place among the routes stays.
import { listAccountHealth } from "../../providers/health";
import { getRule } from "../../providers/rules/read";
import { RuleInput } from "../../providers/rules/schema";
import { replaceRule } from "../../providers/rules/service";
import { toRuleView } from "../../providers/rules/view";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { paths, signInFor } from "../paths";
import { fieldOfInput, RouteFields, RouteForm, routeInputOf } from "./form";
import { routePath, wordsIn } from "./parts";

export const editRoutePage = page({
	path: `${paths.routes}/{deliveryRouteId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const [rule, accounts] = await Promise.all([getRule(ctx, params.deliveryRouteId), listAccountHealth(ctx)]);
		return { actor: ctx.actor, rule: toRuleView(ctx, rule), accounts };
	},
	view: (state, { actor, rule, accounts }) => {
		const back = routePath(rule.id);
		return consolePage(state, {
			title: wordsIn(state.frame.language).form.editTitle(rule.name),
			actor,
			crumbs: [{ href: back, text: rule.name }],
			children: <RouteForm state={state} rule={rule} accounts={accounts} back={back} />,
		});
	},
	actions: {
		save: action({
			fields: RouteFields,
			run: async (ctx, fields, { params }) => {
				const { id, name } = await atFields(
					(path) => fieldOfInput(path, fields),
					() => replaceRule(ctx, params.deliveryRouteId!, check(RuleInput, routeInputOf(fields))),
				);
				return done(routePath(id), "routes.saved", name);
			},
		}),
	},
});
