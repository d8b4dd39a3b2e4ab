// What a form is answered with that was sent after the session's end: nothing that was typed is lost.
import type { Ctx } from "../context";
import { renderPage } from "../ui/document";
import { actionField, csrfField, Form } from "../ui/form";
import type { PageFrame } from "../ui/frame";
import { Layout } from "../ui/layout";
import { publicLinks } from "../ui/site";
import { isFromOurPages } from "./csrf";
import { webWords } from "./error-page";
import { type FormFields, readFields } from "./form";
import { frameHeaders } from "./frame";
import { htmlReply, toResponse } from "./reply";

/** No page has these in its source. Names that only have such a word in them, such as `passCodeLength`, are kept. */
const secretName = /(password|passcode|passkey|secret|credential|token)$|^(again|code)$/i;

interface LateForm {
	frame: PageFrame;
	/** Where the reader signs in. */
	signIn: string;
	/** The page's actions. */
	actions: Readonly<Record<string, unknown>>;
}

/**
 * A page that holds the form until the reader has signed in elsewhere. Sent again, the form comes back on its own page
 * with a new token, because it brings none. Null where nothing was typed, or a stranger's page has sent it.
 */
export async function holdLateForm(ctx: Ctx, request: Request, late: LateForm): Promise<Response | null> {
	if (!isFromOurPages(request, ctx.env.publicOrigin)) return null;
	const given = await readFields(request).catch((): FormFields => ({}));
	const { [csrfField]: _, [actionField]: action = "", ...fields } = given;
	if (!Object.hasOwn(late.actions, action) || Object.keys(fields).length === 0) return null;
	return toResponse(ctx, htmlReply(sessionOverPage(late, action, fields), frameHeaders(late.frame), 401), true);
}

function sessionOverPage({ frame, signIn }: LateForm, action: string, fields: FormFields): string {
	const { language } = frame;
	const words = webWords[language].sessionOver;
	const kept = Object.entries(fields).filter(([name]) => !secretName.test(name));
	const state = { csrfToken: "", action: null, values: {}, errors: [] };
	return renderPage(
		<Layout frame={frame} title={words.title} links={publicLinks(language)}>
			<h1>{words.title}</h1>
			<div class="prose stack">
				<p class="lead">{words.lead}</p>
				<ol>
					<li>
						<a href={signIn} target="_blank" rel="noopener">
							{words.signIn}
						</a>
					</li>
					<li>{words.comeBack}</li>
				</ol>
				<Form state={state} action={action} language={language}>
					{kept.map(([name, value]) => (
						<input type="hidden" name={name} value={value} />
					))}
					<button type="submit" class="button button-main">
						{words.again}
					</button>
				</Form>
				{kept.length < Object.keys(fields).length && <p class="muted">{words.secrets}</p>}
			</div>
		</Layout>,
	);
}
