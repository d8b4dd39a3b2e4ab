// What the pages of registration share: their words and addresses, labels as plain text, and the settings beside.
import type { FC } from "hono/jsx";
import { consoleWords } from "../../console/frame";
import { paths } from "../../console/paths";
import { propertyAt } from "../../console/properties/parts";
import { inScope, propertyIn } from "../../console/scope";
import type { FieldSetting } from "../../contacts/field-settings";
import type { Language } from "../../languages";
import type { Value } from "../../settings/values";
import { Card } from "../../ui/card";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import type { PageState } from "../../web/page";

export const wordsIn = (language: Language) => consoleWords[language].registration;

export const fieldAt = (key: string, scope: string, ...step: string[]): string =>
	inScope([paths.registration, "fields", key, ...step].join("/"), scope);

const entities: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"' };

/** The text of HTML of our allow-list. */
export const plainText = (html: string): string =>
	html
		.replaceAll(/<(?:br|\/p|\/li)>/g, " ")
		.replaceAll(/<[^>]*>/g, "")
		.replaceAll(/&(?:amp|lt|gt|quot);/g, (entity) => entities[entity] ?? entity)
		.trim();

export const ShowingBadge: FC<{ field: FieldSetting; language: Language }> = ({
	field: { showing, isShown },
	language,
}) => {
	const words = wordsIn(language);
	return (
		<span>
			<Badge tone={isShown ? "success" : "neutral"}>{isShown ? words.isShown : words.isHidden}</Badge>
			{showing === "AS_NEEDED" && <small class="muted"> {words.asNeeded}</small>}
		</span>
	);
};

/** Properties that decide about the page beside its fields, in the order in which people meet them. */
export const settingNames = [
	"register.userinfo.enabled",
	"register.userinfo.title",
	"register.userinfo.message",
	"register.userinfo.continue.button",
	"messages.enum.terms.description",
	"messages.enum.privacy.description",
	"otp.optOut.enabled",
	"register.userinfo.decline.enabled",
	"register.userinfo.decline.message",
	"register.userinfo.decline.button",
	"registerdevice.enabled",
	"register.userinfo.registerdevice.enabled",
	"userpreferences.userinfo.enabled",
	"userpreferences.userinfo.decline.enabled",
] as const;

export interface Setting {
	name: (typeof settingNames)[number];
	value: Value | null;
}

interface SettingsCardProps {
	state: PageState;
	scope: string;
	settings: readonly Setting[];
}

/** A longer text is cut, and whole on the page of its property. */
const longestShown = 80;

export const SettingsCard: FC<SettingsCardProps> = ({ state, scope, settings }) => {
	const { language } = state.frame;
	const all = consoleWords[language];
	const words = all.registration;
	const columns: Column<Setting>[] = [
		{
			title: words.setting,
			isName: true,
			cell: ({ name, value }) => (
				<a href={propertyAt(propertyIn(scope, name), value?.locale || null)}>{words.settings[name]}</a>
			),
		},
		{
			title: words.value,
			cell: ({ value }) => {
				if (value?.value === "true") return <Badge tone="success">{words.on}</Badge>;
				if (value === null || value.value === "false") return <Badge>{words.off}</Badge>;
				const text = plainText(value.value);
				return (
					<span translate="no" lang={value.locale || undefined}>
						{text.length > longestShown ? `${text.slice(0, longestShown)} …` : text}
					</span>
				);
			},
		},
		{ title: words.origin, cell: ({ value }) => words.origins[originOf(value, scope)] },
	];
	return (
		<Card id="settings" title={words.settingsTitle} lead={words.settingsLead}>
			<Table frame={state.frame} caption={words.settingsTitle} columns={columns} rows={settings} />
			<p class="muted">
				{words.skip} <a href={paths.challengePolicies}>{all.entries.challengePolicies}</a>
			</p>
		</Card>
	);
};

const originOf = (value: Value | null, scope: string) =>
	value === null || value.from === null ? "SHIPPED" : value.from === scope ? "OWN" : "INHERITED";
