// The keys that sign an application's results: ours, or those that administrators upload with their certificates.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { getApplication } from "../../applications/service";
import { hasRole } from "../../context";
import type { Language } from "../../languages";
import { listSigningKeys, type SigningKeyRow } from "../../transactions/keys/service";
import { expiresSoon, listUploadedKeys, uploadKey } from "../../transactions/keys/uploaded";
import { Card, Empty, Facts, Notice } from "../../ui/card";
import { TextArea } from "../../ui/choices";
import { Form } from "../../ui/form";
import { Badge, type Tone } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { overseers } from "../menu";
import { applicationAt, signInFor } from "../paths";

const pem = z.string().min(1);

export const signingKeysPage = page({
	path: "/console/applications/{applicationId}/signing-keys",
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { applicationId: id } }) => {
		const application = await getApplication(ctx, id);
		const isOwn = application.signingAlgorithm !== "RS256";
		const keys = isOwn
			? (await listSigningKeys(ctx)).filter(({ algorithm }) => algorithm === application.signingAlgorithm)
			: await listUploadedKeys(ctx, id);
		const now = ctx.now();
		const canSign = isOwn || keys.some((key) => isUsable(key, now));
		const soon = new Set(keys.filter((key) => expiresSoon(key, now)));
		return { actor: ctx.actor, now, application, isOwn, keys, soon, canSign, issuer: ctx.env.publicOrigin };
	},
	view: (state, { actor, now, application, isOwn, keys, soon, canSign, issuer }) => {
		const { language } = state.frame;
		const words = consoleWords[language].applications;
		const { id, name, signingAlgorithm } = application;
		const mayChange = hasRole(actor, administrators);
		return consolePage(state, {
			title: words.keysTitle(name),
			lead: words.keysLead,
			actor,
			crumbs: [{ href: applicationAt(id), text: name }],
			tools: mayChange && isOwn && keys.length > 0 && (
				<a class="button button-danger" href={applicationAt(id, "signing-keys", "replace")}>
					{words.replaceKeys}
				</a>
			),
			children: (
				<>
					{!canSign && <Notice tone="danger">{words.keysMissing}</Notice>}
					<Card id="how" title={words.keysAre} lead={isOwn ? words.keysOwn : words.keysUploaded}>
						<Facts
							facts={[
								[words.signingAlgorithm, <span lang="en">{signingAlgorithm}</span>],
								[words.published, <code>{`${issuer}/.well-known/jwks.json`}</code>],
							]}
						/>
					</Card>
					<Card id="keys" title={words.keyList}>
						{keys.length === 0 ? (
							<Empty title={words.keysNone} lead={isOwn ? words.keysNoneOwn : words.keysNoneUploaded} />
						) : (
							<Table
								frame={state.frame}
								caption={words.keyList}
								columns={columnsOf(state, now, soon, isOwn || !mayChange ? null : id)}
								rows={keys}
							/>
						)}
					</Card>
					{mayChange && !isOwn && <Upload state={state} />}
				</>
			),
		});
	},
	actions: {
		upload: action({
			access: administrators,
			fields: z.object({ privateKey: pem.max(10_000), certificates: pem.max(40_000) }),
			run: async (ctx, upload, { params: { applicationId = "" } }) => {
				await uploadKey(ctx, applicationId, upload);
				return done(applicationAt(applicationId, "signing-keys"), "applications.uploaded");
			},
		}),
	},
});

const isUsable = ({ state, expiresAt }: SigningKeyRow, now: number): boolean =>
	(state === "CURRENT" || state === "NEXT") && expiresAt !== null && now < expiresAt;

const tones: Record<SigningKeyRow["state"], Tone> = {
	CURRENT: "success",
	NEXT: "info",
	RETIRING: "warning",
	REMOVED: "neutral",
};

/** @param removable the application whose keys the reader may remove; null: none */
function columnsOf(
	{ frame }: PageState,
	now: number,
	soon: ReadonlySet<SigningKeyRow>,
	removable: string | null,
): Column<SigningKeyRow>[] {
	const words = consoleWords[frame.language].applications;
	const time = (at: number) => <TimeCell at={at} now={now} frame={frame} />;
	return [
		{ title: words.kid, isName: true, cell: ({ kid }) => <code class="property-value">{kid}</code> },
		{ title: words.keyState, cell: ({ state }) => <StateOf language={frame.language} state={state} /> },
		{ title: words.created, cell: ({ createdAt }) => time(createdAt) },
		{ title: words.since, cell: ({ stateSince }) => time(stateSince) },
		{
			title: words.expires,
			cell: (key) => (
				<>
					{key.expiresAt === null ? "–" : time(key.expiresAt)}
					{soon.has(key) && <Badge tone="warning">{words.expiresSoon}</Badge>}
				</>
			),
		},
		...(removable === null
			? []
			: [
					{
						title: words.removeKey,
						cell: ({ kid, state }: SigningKeyRow) =>
							state !== "REMOVED" && (
								<a href={applicationAt(removable, "signing-keys", kid, "remove")} aria-label={words.removeKeyOf(kid)}>
									{words.removeKey}
								</a>
							),
					},
				]),
	];
}

const StateOf: FC<{ language: Language; state: SigningKeyRow["state"] }> = ({ language, state }) => {
	const { keyStates, keyStatesMean } = consoleWords[language].applications;
	return (
		<>
			<Badge tone={tones[state]}>{keyStates[state]}</Badge>
			<small>{keyStatesMean[state]}</small>
		</>
	);
};

/** No page has a private key in its source, so a refused one doesn't come back. */
const Upload: FC<{ state: PageState }> = ({ state: { form, frame } }) => {
	const words = consoleWords[frame.language].applications;
	const { privateKey: _, ...values } = form.values;
	const state = { ...form, values };
	return (
		<Card id="upload" title={words.upload} lead={words.uploadLead}>
			<Form state={state} action="upload" language={frame.language} class="fields">
				<TextArea
					state={state}
					name="privateKey"
					label={words.privateKey}
					hint={words.privateKeyHint}
					rows={6}
					maxlength={10_000}
					isCode
				/>
				<TextArea
					state={state}
					name="certificates"
					label={words.certificates}
					hint={words.certificatesHint}
					rows={8}
					maxlength={40_000}
					isCode
				/>
				<div class="form-end">
					<MainButton>{words.uploadButton}</MainButton>
				</div>
			</Form>
		</Card>
	);
};
