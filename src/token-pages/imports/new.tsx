// Beginning an import: which authenticator takes the tokens, and whose tokens they replace. The file comes next.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { done } from "../../console/flash";
import { consolePage, FormEnd, MainLink } from "../../console/frame";
import { optional } from "../../console/input";
import { importAt, paths, signInFor } from "../../console/paths";
import { createImport } from "../../imports/service";
import { Empty } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Form } from "../../ui/form";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { optionsFor, takers, wordsIn } from "./parts";

const id = z.string().max(40);

export const newImportPage = page({
	path: paths.newImport,
	access: administrators,
	signIn: signInFor,
	query: z.object({ authenticator: id.optional(), from: id.optional() }),
	load: async (ctx, { query }) => ({ actor: ctx.actor, query, authenticators: await listAuthenticators(ctx) }),
	view: (state, { actor, query, authenticators }) => {
		const { form, frame } = state;
		const words = wordsIn(frame.language).create;
		const into = takers(authenticators);
		const olds = authenticators.filter(({ settings }) => settings !== null);
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children:
				into.length === 0 ? (
					<Empty title={words.none} lead={words.noneLead}>
						<MainLink href={`${paths.authenticators}/new`}>{words.addAuthenticator}</MainLink>
					</Empty>
				) : (
					<Form state={form} action="begin" language={frame.language} class="fields">
						<SelectField
							state={form}
							name="authenticatorId"
							label={words.into}
							hint={words.intoHint}
							value={query.authenticator}
							options={optionsFor(into)}
						/>
						<SelectField
							state={form}
							name="fromAuthenticatorId"
							label={words.from}
							value={query.from}
							options={[
								{ value: "", text: words.fromNobody },
								...optionsFor(olds).map((option) => ({ ...option, group: words.fromOthers })),
							]}
						/>
						<FormEnd state={state} back={paths.imports}>
							{words.button}
						</FormEnd>
					</Form>
				),
		});
	},
	actions: {
		begin: action({
			fields: z.object({ authenticatorId: id, fromAuthenticatorId: optional(id) }),
			run: async (ctx, { authenticatorId, fromAuthenticatorId: from }) => {
				const { row } = await createImport(ctx, {
					source: "FILE",
					authenticatorId,
					...(from ? { fromAuthenticatorId: from } : {}),
				});
				return done(importAt(row.id, "file"), "imports.begun");
			},
		}),
	},
});
