// One application: what it is, what its users see of it, and what depends on it.
import { tokensOfApplication } from "../../access/service";
import { brandOf } from "../../applications/brand";
import { applicationNames, applicationsExtending, getApplication } from "../../applications/service";
import { hasRole } from "../../context";
import { Card, Facts } from "../../ui/card";
import { Time } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { CopyableId } from "../copyable";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { applicationAt, paths, signInFor } from "../paths";
import { inScope } from "../scope";
import { AccentColor, Dependents } from "./parts";

/** Pages that show what counts for one application. */
const scoped = ["challengeTypes", "registration", "templates", "texts", "properties"] as const;

export const applicationPage = page({
	path: "/console/applications/{applicationId}",
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { applicationId: id } }) => {
		const [application, tokens, extending, names] = await Promise.all([
			getApplication(ctx, id),
			tokensOfApplication(ctx, id),
			applicationsExtending(ctx, id),
			applicationNames(ctx),
		]);
		const base = names.find((one) => one.id === application.extends) ?? null;
		return { actor: ctx.actor, now: ctx.now(), application, tokens, extending, base };
	},
	view: (state, { actor, now, application, tokens, extending, base }) => {
		const { language } = state.frame;
		const all = consoleWords[language];
		const words = all.applications;
		const { id, branding } = application;
		const { logoUrl } = brandOf(application, []);
		const isAdministrator = hasRole(actor, administrators);
		const time = (at: number) => <Time at={at} now={now} frame={state.frame} />;
		return consolePage(state, {
			title: application.name,
			actor,
			scripts: ["copy.js"],
			tools: isAdministrator && (
				<>
					<a class="button" href={applicationAt(id, "edit")}>
						{all.edit}
					</a>
					<a class="button button-danger" href={applicationAt(id, "delete")}>
						{words.delete}
					</a>
				</>
			),
			children: (
				<>
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.id, <CopyableId id={id} language={language} />],
								[
									words.extends,
									base ? (
										<a href={applicationAt(base.id)} translate="no">
											{base.name}
										</a>
									) : (
										words.extendsNone
									),
								],
								[
									words.signingAlgorithm,
									<>
										<span lang="en">{application.signingAlgorithm}</span> ·{" "}
										<a href={applicationAt(id, "signing-keys")}>{words.keysOpen}</a>
									</>,
								],
								[words.created, time(application.createdAt)],
								[words.changed, time(application.lastUpdatedAt)],
							]}
						/>
					</Card>
					<Card id="where" title={words.where}>
						{application.returnUrls.length === 0 ? (
							<p class="muted">{all.none}</p>
						) : (
							<ul class="rows">
								{application.returnUrls.map((url) => (
									<li>
										<code>{url}</code>
									</li>
								))}
							</ul>
						)}
					</Card>
					<Card id="place" title={words.place}>
						<Facts
							facts={[
								[words.defaultLocale, <code>{application.defaultLocale}</code>],
								[words.region, application.region ?? all.none],
								[words.timeZone, <span lang="en">{application.timeZone}</span>],
							]}
						/>
					</Card>
					<Card
						id="branding"
						title={words.branding}
						lead={words.brandingLead}
						tools={
							isAdministrator && (
								<a class="button" href={applicationAt(id, "branding")}>
									{words.editBranding}
								</a>
							)
						}
					>
						<Facts
							facts={[
								[words.brandName, <span translate="no">{branding.name ?? application.name}</span>],
								[words.accentColor, branding.accentColor ? <AccentColor color={branding.accentColor} /> : all.none],
								[words.logo, logoUrl === null ? all.none : <img class="logo" src={logoUrl} alt={words.logo} />],
								...Object.entries(application.contactText).map(
									([tag, text]) =>
										[`${words.contactText} (${tag.toUpperCase()})`, <span lang={tag}>{text}</span>] as const,
								),
							]}
						/>
					</Card>
					<Card id="own" title={words.own} lead={words.ownLead}>
						<ul class="link-list">
							{scoped.map((entry) => (
								<li>
									<a href={inScope(paths[entry], id)}>{all.entries[entry]}</a>
								</li>
							))}
						</ul>
					</Card>
					<Card id="dependents" title={words.dependents}>
						<Dependents words={words} tokens={tokens} extending={extending} hasTokenLinks={isAdministrator} />
					</Card>
				</>
			),
		});
	},
});
