// A page that asks once more before an action: what happens, to whom, and the way back.
import type { Child } from "hono/jsx";
import * as z from "zod";
import type { Ctx, Role } from "../context";
import { type ActionInput, action, type Page, type PageInput, type PageState, page, type SeeOther } from "../web/page";
import { Confirm } from "./confirm";
import { consolePage, consoleWords } from "./frame";
import { signInFor } from "./paths";

interface Asked {
	title: string;
	/** What the question is about, and where its page is. */
	of: { href: string; text: string };
	/** On the button: what it does, such as "Suspend Ada Lovelace". */
	button: string;
	isHarmless?: boolean;
	/** What happens, and how many people it touches. Fields of the form may follow. */
	text?: Child;
	/** Stands there instead where the action can't be taken: what has to go first. The way back follows it. */
	instead?: Child | false;
}

interface QuestionSpec<Path extends string, Data, Fields extends z.ZodObject> {
	/** Its last word is the name of the action. */
	path: Path;
	access: readonly Role[];
	load(ctx: Ctx, input: PageInput<Path>): Promise<Data>;
	ask(data: Data, state: PageState): Asked;
	/** Of the form, where the question is more than yes or no. */
	fields?: Fields;
	take(ctx: Ctx, input: ActionInput, values: z.infer<Fields>): Promise<SeeOther>;
}

/** Declares such a page. A page of its own works by keyboard, without script and with the back button alike. */
export function question<const Path extends string, Data, Fields extends z.ZodObject = z.ZodObject>(
	spec: QuestionSpec<Path, Data, Fields>,
): Page {
	const { path, load, ask, fields, take } = spec;
	const name = path.slice(path.lastIndexOf("/") + 1);
	return page({
		path,
		access: spec.access,
		signIn: signInFor,
		load: async (ctx, input: PageInput<Path>) => ({ data: await load(ctx, input), actor: ctx.actor }),
		view: (state, { data, actor }) => {
			const { title, of, button, isHarmless, text, instead } = ask(data, state);
			const confirm = (
				<Confirm state={state} action={name} button={button} back={of.href} isHarmless={isHarmless}>
					{text}
				</Confirm>
			);
			const refusal = (
				<>
					{instead}
					<p>
						<a class="button" href={of.href}>
							{consoleWords[state.frame.language].back}
						</a>
					</p>
				</>
			);
			return consolePage(state, { title, actor, crumbs: [of], children: instead ? refusal : confirm });
		},
		actions: {
			[name]: action({
				fields: fields ?? z.object({}),
				run: (ctx, values, input) => take(ctx, input, values as z.infer<Fields>),
			}),
		},
	});
}
