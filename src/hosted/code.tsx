// The answer to a challenge: where the code went, one field to type it into, and other ways.
import * as z from "zod";
import { invalid } from "../errors";
import { sanitizeHtml } from "../settings/html";
import { answerTransaction } from "../transactions/verbs/answer";
import { resendCode } from "../transactions/verbs/challenge";
import { toTransactionView } from "../transactions/view";
import { Field, Form } from "../ui/form";
import { MainButton } from "./frame";
import { cancel } from "./password";
import { pathOf } from "./places";
import { step, verb } from "./step";

export const codePage = step({
	place: "code",
	states: ["ANSWERING"],
	load: async (ctx, { opened }) => {
		const view = await toTransactionView(ctx, opened);
		if (view.status !== "CHALLENGE" || view.asked === null) throw new Error(`a code is asked for at ${view.status}`);
		const { asked, offer, text } = view;
		return { asked, offer, lead: sanitizeHtml(text).html };
	},
	draw: ({ form, frame: { language } }, words, { opened }, { asked, lead }) => ({
		title: asked.label ?? asked.type,
		content: (
			<>
				<p>{lead}</p>
				<Form state={form} action="answer" language={language} class="fields">
					<Field state={form} name="answer" label={asked.label ?? ""} autocomplete="one-time-code" />
					<MainButton>{asked.continueButton}</MainButton>
				</Form>
				<a class="button" href={pathOf(opened.kept.facts.id, "choose")}>
					{words.choose.title}
				</a>
			</>
		),
	}),
	actions: {
		answer: verb(z.object({ answer: z.string().max(200) }), async (ctx, key, { answer }) => {
			const answered = await answerTransaction(ctx, key, { answer, wantsKnownSource: false });
			if (answered.result === "wrong") throw invalid("answer", "wrong-code");
			return answered;
		}),
		resend: verb(z.object({}), (ctx, key) => resendCode(ctx, key)),
		cancel,
	},
});
