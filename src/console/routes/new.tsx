// Adding a delivery route. It is the last one, and counts at once.
import { listAccountHealth } from "../../providers/health";
import { RuleInput } from "../../providers/rules/schema";
import { createRule } from "../../providers/rules/service";
import { Empty } from "../../ui/card";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, MainLink } from "../frame";
import { paths, signInFor } from "../paths";
import { fieldOfInput, RouteFields, RouteForm, routeInputOf } from "./form";
import { routePath, wordsIn } from "./parts";

export const newRoutePage = page({
	path: `${paths.routes}/new`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, accounts: await listAccountHealth(ctx) }),
	view: (state, { actor, accounts }) => {
		const { form: words, noAccounts } = wordsIn(state.frame.language);
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			children:
				accounts.length === 0 ? (
					<Empty title={noAccounts.title} lead={noAccounts.lead}>
						<MainLink href={`${paths.providers}/new`}>{noAccounts.add}</MainLink>
					</Empty>
				) : (
					<RouteForm state={state} rule={null} accounts={accounts} back={paths.routes} />
				),
		});
	},
	actions: {
		save: action({
			fields: RouteFields,
			run: async (ctx, fields) => {
				const { id, name } = await atFields(
					(path) => fieldOfInput(path, fields),
					() => createRule(ctx, check(RuleInput, routeInputOf(fields))),
				);
				return done(routePath(id), "routes.added", name);
			},
		}),
	},
});
