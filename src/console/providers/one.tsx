// One provider account: its settings, how it does, a test, the routes that use it, and what can be done with it.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { hasRole } from "../../context";
import { type DriverForm, getDriverForm } from "../../providers/accounts/form";
import { TestMessageInput } from "../../providers/accounts/schema";
import { type ProviderAccountRow, setAccountStatus } from "../../providers/accounts/service";
import { sendTestMessage } from "../../providers/accounts/test-message";
import { callbackUrlFor } from "../../providers/driver-input";
import type { AccountHealth } from "../../providers/health";
import { type AccountUses, getUsedAccount } from "../../providers/uses";
import { Card } from "../../ui/card";
import { Form } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { AccountFacts } from "./facts";
import { providerPath, RouteLinks, wordsIn } from "./parts";
import { TestCard, Tested, testField } from "./test-message";

export const providerPage = page({
	path: `${paths.providers}/{providerAccountId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { providerAccountId }, frame }) => {
		const used = await getUsedAccount(ctx, providerAccountId);
		const driver = getDriverForm(ctx, used.account.driverId, frame.language);
		return {
			actor: ctx.actor,
			now: ctx.now(),
			mayChange: hasRole(ctx.actor, administrators),
			...used,
			driver,
			receiptUrl: driver.hasReceipts ? callbackUrlFor(ctx, providerAccountId) : null,
		};
	},
	view: (state, shown) => {
		const { actor, account, mayChange } = shown;
		return consolePage(state, {
			title: account.name,
			actor,
			scripts: ["copy.js"],
			tools: mayChange && <Tools state={state} {...shown} />,
			children: (
				<>
					<AccountFacts state={state} {...shown} />
					{mayChange && <TestCard state={state} {...shown} />}
					<Routes state={state} {...shown} />
					{mayChange && <Removal state={state} {...shown} />}
				</>
			),
		});
	},
	actions: {
		activate: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await setAccountStatus(ctx, params.providerAccountId!, "ACTIVE");
				return done(providerPath(id), "providers.activated", name);
			},
		}),
		test: action({
			access: administrators,
			fields: TestMessageInput,
			run: async (ctx, input, { params }) =>
				new Tested(await atFields(testField, () => sendTestMessage(ctx, params.providerAccountId!, input))),
		}),
	},
});

interface Part {
	state: PageState;
	account: ProviderAccountRow;
	driver: DriverForm;
	health: AccountHealth;
	uses: AccountUses;
}

const Tools: FC<Part> = ({ state, account: { id, status } }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const link = (to: string, text: string) => (
		<a class="button" href={`${providerPath(id)}/${to}`}>
			{text}
		</a>
	);
	return (
		<>
			{link("edit", consoleWords[language].edit)}
			{status === "ACTIVE" ? (
				link("deactivate", words.deactivate)
			) : (
				<Form state={state.form} action="activate" language={language}>
					<MainButton>{words.activate}</MainButton>
				</Form>
			)}
		</>
	);
};

const Routes: FC<Part> = ({ state, uses: { rules } }) => {
	const words = wordsIn(state.frame.language);
	return (
		<Card id="routes" title={words.routes} lead={words.routesLead}>
			{rules.length === 0 ? <p>{words.noRoutesHere}</p> : <RouteLinks rules={rules} />}
			<p>
				<a href={paths.routes}>{words.allRoutes}</a>
			</p>
		</Card>
	);
};

const Removal: FC<Part> = ({ state, account: { id }, uses: { rules } }) => {
	const words = wordsIn(state.frame.language);
	return (
		<Card id="removal" title={words.removal}>
			<p>{rules.length > 0 ? words.removalInRoutes(rules.length) : words.removalOpen}</p>
			{rules.length === 0 && (
				<a class="button button-danger" href={`${providerPath(id)}/delete`}>
					{words.remove}
				</a>
			)}
		</Card>
	);
};
