// Tokens that don't fit the authenticator of their import: what differs, which authenticator fits, and adding one.
import type { FC } from "hono/jsx";
import { settingsFacts } from "../../console/authenticators/parts";
import { consoleWords, MainButton } from "../../console/frame";
import { paths } from "../../console/paths";
import type { Fit } from "../../imports/fit";
import { Card, Facts } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { type Column, Table } from "../../ui/table";
import type { PageState } from "../../web/page";
import { wordsIn } from "./parts";

type Difference = Fit["differences"][number];

const algorithms: Readonly<Record<string, string>> = {
	HMacSHA1: "SHA-1",
	HMacSHA256: "SHA-256",
	HMacSHA512: "SHA-512",
};

/** @param mayChange whether the reader may begin another import, now that this one can still be ended */
export const FitCard: FC<{ state: PageState; fit: Fit; mayChange: boolean }> = ({ state, fit, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language).fit;
	const shown = (value: string) => <span translate="no">{algorithms[value] ?? (value === "none" ? "–" : value)}</span>;
	const columns: Column<Difference>[] = [
		{ title: words.setting, isName: true, cell: ({ setting }) => words.settings[setting] ?? setting },
		{ title: words.here, cell: ({ expected }) => shown(expected) },
		{ title: words.found, cell: ({ found }) => shown(found) },
		{ title: words.count, isNumber: true, cell: ({ tokens }) => tokens.toLocaleString(language) },
	];
	return (
		<Card id="fit" title={words.title} lead={words.lead}>
			<Table frame={state.frame} caption={words.title} columns={columns} rows={fit.differences} />
			{mayChange && fit.others.length > 0 && (
				<>
					<p>{words.others}</p>
					<ul class="link-list">
						{fit.others.map(({ id, name }) => (
							<li>
								<a href={`${paths.newImport}?${new URLSearchParams({ authenticator: id })}`}>{words.beginWith(name)}</a>
							</li>
						))}
					</ul>
				</>
			)}
			{mayChange && fit.others.length === 0 && <NewAuthenticator state={state} fit={fit} />}
		</Card>
	);
};

const NewAuthenticator: FC<{ state: PageState; fit: Fit }> = ({ state, fit: { wanted } }) => {
	const { language } = state.frame;
	const words = wordsIn(language).fit;
	const form = stateOf(state.form, "fit");
	if (wanted === null) return <p>{words.none}</p>;
	return (
		<>
			<h3>{words.make}</h3>
			<p class="muted">{words.makeLead}</p>
			<Facts facts={settingsFacts(wanted, consoleWords[language].authenticators)} />
			<Form state={form} action="fit" language={language} class="form-row">
				<Field state={form} name="name" label={words.name} maxlength={255} />
				<MainButton>{words.button}</MainButton>
			</Form>
		</>
	);
};
