// Before the password: the page waits for the application, and says the same of everybody.
import * as z from "zod";
import { cancelTransaction } from "../transactions/verbs/look";
import { CancelForm } from "./answering";
import { startOf } from "./places";
import { step, verb } from "./step";

export const cancel = verb(z.object({}), (ctx, key) => cancelTransaction(ctx, key));

export const passwordPage = step({
	place: "password",
	states: ["PASSWORD"],
	load: () => null,
	draw: ({ form, frame: { language } }, words, { opened, brand }) => ({
		title: words.password.title,
		content: (
			<>
				<p>{words.password.lead(brand.name)}</p>
				<p>
					<a class="button button-main" href={startOf(opened.kept.facts.id)}>
						{words.password.goOn}
					</a>
				</p>
				<CancelForm form={form} language={language} />
			</>
		),
	}),
	actions: { cancel },
});
