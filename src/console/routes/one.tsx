// One delivery route: its place, its conditions, and the accounts in the order in which they are tried.
import { hasRole } from "../../context";
import { listAccountHealth } from "../../providers/health";
import { getRule } from "../../providers/rules/read";
import { toRuleView } from "../../providers/rules/view";
import { Card, Facts } from "../../ui/card";
import { Time } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { CopyableId } from "../copyable";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Accounts, Conditions, routePath, wordsIn } from "./parts";

export const routePage = page({
	path: `${paths.routes}/{deliveryRouteId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const [rule, accounts] = await Promise.all([getRule(ctx, params.deliveryRouteId), listAccountHealth(ctx)]);
		return { actor: ctx.actor, now: ctx.now(), rule: toRuleView(ctx, rule), accounts };
	},
	view: (state, { actor, now, rule, accounts }) => {
		const { frame } = state;
		const { language } = frame;
		const words = wordsIn(language);
		return consolePage(state, {
			title: rule.name,
			actor,
			scripts: ["copy.js"],
			tools: hasRole(actor, administrators) && (
				<>
					<a class="button" href={`${routePath(rule.id)}/edit`}>
						{consoleWords[language].edit}
					</a>
					<a class="button button-danger" href={`${routePath(rule.id)}/delete`}>
						{words.remove}
					</a>
				</>
			),
			children: (
				<Card id="facts" title={words.facts}>
					<Facts
						facts={[
							[words.place, String(rule.priority)],
							[words.conditions, <Conditions of={rule.conditions} language={language} />],
							[words.accounts, <Accounts ids={rule.providers} accounts={accounts} language={language} />],
							[words.id, <CopyableId id={rule.id} language={language} />],
							[words.created, <Time at={Date.parse(rule.created)} now={now} frame={frame} />],
							[words.changed, <Time at={Date.parse(rule.lastUpdated)} now={now} frame={frame} />],
						]}
					/>
				</Card>
			),
		});
	},
});
