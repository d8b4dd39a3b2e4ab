// Adding an Okta org. Its page then shows what to copy into Okta.
import * as z from "zod";
import { isProven } from "../../administrators/sessions";
import { InboundSourceInput } from "../../inbound/schema";
import { createSource, newSourceSecret } from "../../inbound/service";
import { Field, Form } from "../../ui/form";
import { writeOnce } from "../../web/once";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, FormEnd } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";
import { sourcePath, wordsIn } from "./parts";

const path = `${paths.inbound}/new` as const;

export const newSourcePage = page({
	path,
	access: administrators,
	signIn: signInFor,
	load: (ctx, { session }) => {
		proveFirst(isProven(ctx, present(session)), path);
		return { actor: ctx.actor };
	},
	view: (state, { actor }) => {
		const { language } = state.frame;
		const { form: words, name, nameHint } = wordsIn(language);
		return consolePage(state, {
			title: words.newTitle,
			lead: words.newLead,
			actor,
			children: (
				<Form state={state.form} action="add" language={language} class="fields">
					<Field state={state.form} name="name" label={name} hint={nameHint} maxlength={255} autofocus />
					<FormEnd state={state} back={paths.inbound}>
						{words.add}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		add: action({
			fields: z.object({ name: z.string() }),
			run: async (ctx, { name }, { session }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), path);
				const secret = newSourceSecret();
				const made = await createSource(ctx, check(InboundSourceInput, { type: "okta", name, enabled: true, secret }));
				return done(sourcePath(made.id), "inbound.added", made.name, [await writeOnce(ctx, own, made.id, secret)]);
			},
		}),
	},
});
