// How long the session lasts, and staying. `session.js` asks for this page and shows its part where it is needed.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { Form } from "../ui/form";
import { action, type PageState, page } from "../web/page";
import { consoleWords, MainButton, narrowPage } from "./frame";
import { present } from "./input";
import { paths, signInFor, stepTo } from "./paths";

const minuteMs = 60_000;

interface SessionState {
	/** 0: the session is over. */
	leftMs: number;
	/** A request prolongs the session. Otherwise only a new proof does. */
	canStay: boolean;
}

export const sessionPage = page({
	path: paths.session,
	access: "public",
	isQuiet: true,
	load: (ctx, { session }): SessionState =>
		session === null ? { leftMs: 0, canStay: false } : { leftMs: session.endsAt - ctx.now(), canStay: session.canStay },
	view: (state, session) => {
		const words = consoleWords[state.frame.language].session;
		return narrowPage(state, words.title, words.lead, <Left state={state} session={session} />);
	},
	actions: {
		stay: action({
			fields: z.object({}),
			run: async (_ctx, _values, { session }) => {
				present(session);
				return paths.session;
			},
		}),
	},
});

const Left: FC<{ state: PageState; session: SessionState }> = ({ state, session: { leftMs, canStay } }) => {
	const { language } = state.frame;
	const words = consoleWords[language].session;
	const elsewhere = (href: string, text: string) => (
		<a class="button button-main" href={href} target="_blank" rel="noopener">
			{text}
		</a>
	);
	return (
		<section class="session-state stack-tight" data-left={leftMs}>
			<p>
				<strong>{leftMs === 0 ? words.over : words.ends(Math.ceil(leftMs / minuteMs))}</strong>
			</p>
			{leftMs === 0 && <p>{words.kept}</p>}
			{leftMs === 0 && elsewhere(signInFor(paths.session), words.signIn)}
			{leftMs > 0 && canStay && (
				<Form state={state.form} to={paths.session} action="stay" language={language}>
					<MainButton>{words.stay}</MainButton>
				</Form>
			)}
			{leftMs > 0 && !canStay && elsewhere(stepTo(paths.prove, paths.session), words.prove)}
		</section>
	);
};
