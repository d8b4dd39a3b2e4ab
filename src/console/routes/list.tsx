// The list of the delivery routes in the order in which they are asked, moving one, and which one a number would take.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { hasRole } from "../../context";
import { readDeliverySettings } from "../../delivery/settings/service";
import { invalid } from "../../errors";
import { findHookHealth, type HookHealth } from "../../hooks/metrics";
import { purposeOf, requestTypes } from "../../hooks/telephony";
import { channels } from "../../messages/message";
import { country } from "../../phone/fields";
import { isCountryAllowed, readPhoneNumber } from "../../phone/number";
import { listAccountHealth } from "../../providers/health";
import { explainChoice } from "../../providers/rules/explain";
import { getRule, listRules } from "../../providers/rules/read";
import type { RuleView } from "../../providers/rules/schema";
import { moveRule } from "../../providers/rules/service";
import { toRuleView } from "../../providers/rules/view";
import { Empty, Notice } from "../../ui/card";
import { uiWords } from "../../ui/frame";
import { MoveFields, MoveRefused, Order, rowAfterMove } from "../../ui/order";
import { type Column, nameColumn, Table } from "../../ui/table";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, MainLink } from "../frame";
import { optional } from "../input";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Accounts, Conditions, routePath, wordsIn } from "./parts";
import { Explained, WhichCard } from "./which";

/** A row names the first ones. */
const mostCountries = 4;

/** Where the message goes matters for numbers alone, because conditions ask for their country. */
const WhichFields = z.object({
	channel: z.enum(channels),
	to: z.string().trim().max(254).default(""),
	purpose: z.enum(requestTypes),
	originCountry: optional(z.string().normalize("NFKC").trim().toUpperCase().pipe(country)),
});

export const routesPage = page({
	path: paths.routes,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => {
		const [rules, accounts, hook, settings] = await Promise.all([
			listRules(ctx),
			listAccountHealth(ctx),
			findHookHealth(ctx),
			readDeliverySettings(ctx),
		]);
		return { actor: ctx.actor, rules: rules.map((rule) => toRuleView(ctx, rule)), accounts, hook, settings };
	},
	view: (state, { actor, rules, accounts, hook, settings }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const mayChange = hasRole(actor, administrators);
		const columns: Column<RuleView>[] = [
			{ title: words.place, isNumber: true, cell: ({ priority }) => String(priority) },
			nameColumn(words.name, routePath),
			{
				title: words.conditions,
				cell: (rule) => <Conditions of={rule.conditions} language={language} mostCountries={mostCountries} />,
			},
			{
				title: words.accounts,
				cell: ({ providers }) => <Accounts ids={providers} accounts={accounts} language={language} />,
			},
			...(mayChange
				? [
						{
							title: uiWords[language].order.title,
							cell: (rule: RuleView) => (
								<Order state={state.form} language={language} row={rule} isLast={rule.priority === rules.length} />
							),
						},
					]
				: []),
		];
		const add = mayChange && <MainLink href={`${paths.routes}/new`}>{words.add}</MainLink>;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			scripts: ["order.js"],
			tools: rules.length > 0 && add,
			children: (
				<>
					<MoveRefused state={state.form} />
					{hook && <HookNotice state={state} hook={hook} isAlone={settings.whenHookFails === "FAIL"} />}
					{rules.length === 0 ? (
						<Empty title={words.empty} lead={words.emptyLead}>
							{add}
						</Empty>
					) : (
						<>
							<Table frame={state.frame} caption={words.list} columns={columns} rows={rules} />
							<p class="muted">{words.otherwise}</p>
						</>
					)}
					<WhichCard state={state} />
				</>
			),
		});
	},
	actions: {
		move: action({
			access: administrators,
			fields: MoveFields,
			run: async (ctx, { id, from, to }) => {
				const { name } = await getRule(ctx, id);
				const priority = await moveRule(ctx, id, { from, to });
				return done(rowAfterMove(paths.routes, id), "routes.moved", `${priority}. ${name}`);
			},
		}),
		which: action({
			fields: WhichFields,
			run: async (ctx, { channel, purpose, to, originCountry = null }) => {
				const hasNumber = channel === "SMS" || channel === "CALL";
				const numberCountry = hasNumber ? countryOf(to) : null;
				const subject = { channel, purpose: purposeOf(purpose), country: numberCountry, originCountry };
				const [{ allowedCountries }, explanation] = await Promise.all([
					readDeliverySettings(ctx),
					explainChoice(ctx, subject),
				]);
				return new Explained({
					country: numberCountry,
					isAllowed: numberCountry === null || isCountryAllowed(numberCountry, allowedCountries),
					explanation,
				});
			},
		}),
	},
});

function countryOf(to: string): string {
	const number = readPhoneNumber(to, { takesUnknown: true });
	if (!number.ok) throw invalid("to", number.reason === "invalid" ? "not-telephone" : number.reason);
	return number.country;
}

/** For whoever wonders why no route is used. */
const HookNotice: FC<{ state: PageState; hook: HookHealth; isAlone: boolean }> = ({ state, hook, isAlone }) => {
	const words = wordsIn(state.frame.language).hook;
	return (
		<Notice tone="warning">
			{isAlone ? words.alone(hook.name) : words.first(hook.name)} <a href={`${paths.hooks}/${hook.id}`}>{words.look}</a>
		</Notice>
	);
};
