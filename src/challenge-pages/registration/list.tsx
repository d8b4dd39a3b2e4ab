// The registration page as administrators set it: its fields in order, what it looks like, and the settings beside.
import type { FC } from "hono/jsx";
import { applicationNames, getApplication } from "../../applications/service";
import { done } from "../../console/flash";
import { consolePage, MainLink } from "../../console/frame";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { propertyAt } from "../../console/properties/parts";
import { applicationIn, inScope, propertyIn, ScopeFilter, scopeIn } from "../../console/scope";
import { type FieldSetting, moveField, readFieldSettings } from "../../contacts/field-settings";
import { hasRole } from "../../context";
import { languages } from "../../languages";
import { type Hidden, whyHidden } from "../../registration/preview";
import { findValue } from "../../settings/values";
import { Card, Notice } from "../../ui/card";
import { on, SelectField, Switch } from "../../ui/choices";
import { languageName } from "../../ui/formats";
import { pathOf, uiWords } from "../../ui/frame";
import { MoveFields, MoveRefused, Order, rowAfterMove } from "../../ui/order";
import { type Column, Table } from "../../ui/table";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { fieldAt, plainText, SettingsCard, ShowingBadge, settingNames, wordsIn } from "./parts";
import { PreviewQuery } from "./preview";

export const registrationPage = page({
	path: paths.registration,
	access: overseers,
	signIn: signInFor,
	query: PreviewQuery,
	load: async (ctx, { request, query, frame: { language } }) => {
		const scope = scopeIn(request.url);
		const application = applicationIn(scope);
		const [{ contacts, fields }, applications] = await Promise.all([
			readFieldSettings(ctx, scope, [language]),
			applicationNames(ctx),
			application === null ? null : getApplication(ctx, application),
		]);
		const settings = settingNames.map((name) => ({ name, value: findValue(contacts.snapshot, name, [language]) }));
		const preview = { in: query.in ?? language, skip: query.skip === on };
		return { actor: ctx.actor, scope, applications, fields, hidden: whyHidden(contacts), settings, preview };
	},
	view: (state, { actor, scope, applications, fields, hidden, settings, preview }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const mayChange = hasRole(actor, administrators);
		const columns: Column<FieldSetting>[] = [
			{
				title: words.label,
				isName: true,
				cell: ({ key, name }) => (
					<>
						<a href={fieldAt(key, scope)} translate="no">
							{plainText(name)}
						</a>
						<small>
							<code>{key}</code>
						</small>
					</>
				),
			},
			{
				title: words.takes,
				cell: ({ kind, isRequired, maxLength }) => (
					<span>
						{words.kinds[kind]}
						<small>{words.limitsOf(isRequired, kind === "CHECK" ? null : maxLength)}</small>
					</span>
				),
			},
			{ title: words.shown, cell: (field) => <ShowingBadge field={field} language={language} /> },
			...(mayChange
				? [
						{
							title: uiWords[language].order.title,
							cell: (field: FieldSetting) => {
								const priority = fields.indexOf(field) + 1;
								const row = { id: field.key, name: plainText(field.name), priority };
								return <Order state={state.form} language={language} row={row} isLast={priority === fields.length} />;
							},
						},
					]
				: []),
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			scripts: ["order.js"],
			tools: mayChange && <MainLink href={inScope(`${paths.registration}/new`, scope)}>{words.add}</MainLink>,
			children: (
				<>
					<ScopeFilter state={state} scope={scope} applications={applications} />
					{hidden !== null && <HiddenNotice state={state} scope={scope} hidden={hidden} />}
					<MoveRefused state={state.form} />
					<Table frame={state.frame} caption={words.list} columns={columns} rows={fields} />
					<PreviewCard state={state} scope={scope} {...preview} />
					<SettingsCard state={state} scope={scope} settings={settings} />
				</>
			),
		});
	},
	actions: {
		move: action({
			access: administrators,
			fields: MoveFields,
			run: async (ctx, { id, from, to }, { request }) => {
				const scope = scopeIn(request.url);
				const place = await moveField(ctx, scope, id, { from, to });
				return done(rowAfterMove(inScope(paths.registration, scope), id), "registration.moved", String(place));
			},
		}),
	},
});

/** For whoever wonders why nobody sees the page. */
const HiddenNotice: FC<{ state: PageState; scope: string; hidden: Hidden }> = ({ state, scope, hidden }) => {
	const words = wordsIn(state.frame.language);
	const targets = {
		PAGE: propertyAt(propertyIn(scope, "register.userinfo.enabled")),
		TYPES: inScope(paths.challengeTypes, scope),
		FIELDS: null,
	};
	const href = targets[hidden];
	return (
		<Notice tone="warning">
			{words.hidden[hidden]} {href && <a href={href}>{words.change}</a>}
		</Notice>
	);
};

interface PreviewCardProps {
	state: PageState;
	scope: string;
	in: string;
	skip: boolean;
}

/** Without a script, and without what the page could do: the frame may show, and nothing else. */
const PreviewCard: FC<PreviewCardProps> = ({ state, scope, in: shown, skip }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const query = new URLSearchParams({ scope, in: shown, ...(skip ? { skip: on } : {}) });
	return (
		<Card id="preview" title={words.preview} lead={words.previewLead}>
			<form class="form-row" action={`${pathOf(state.frame)}#preview`}>
				<input type="hidden" name="scope" value={scope} />
				<SelectField
					state={null}
					name="in"
					label={words.language}
					value={shown}
					options={languages.map((value) => ({ value, text: languageName(value, language) }))}
				/>
				<Switch state={null} name="skip" label={words.optional} isOn={skip} />
				<button type="submit" class="button">
					{words.show}
				</button>
			</form>
			<iframe
				class="page-preview"
				title={words.preview}
				src={`${paths.registration}/preview?${query}`}
				sandbox="allow-same-origin"
				loading="lazy"
			/>
		</Card>
	);
};
