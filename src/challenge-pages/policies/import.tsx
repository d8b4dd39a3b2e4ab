// Importing challenge policies from the text of an export. All of it comes in, switched off, or nothing does.
import * as z from "zod";
import { done } from "../../console/flash";
import { consolePage, FormEnd } from "../../console/frame";
import { paths, signInFor } from "../../console/paths";
import { invalid } from "../../errors";
import { findJsonFault } from "../../net/json-places";
import { PolicyDocument } from "../../policies/challenge/schema";
import { importChallengePolicies } from "../../policies/challenge/transfer";
import { TextArea } from "../../ui/choices";
import { Form } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { wordsIn } from "./parts";

/** A form writes most bytes of a document with three characters. */
const largestForm = 1024 * 1024;

export const importChallengePoliciesPage = page({
	path: `${paths.challengePolicies}/import`,
	access: administrators,
	signIn: signInFor,
	maxFormBytes: largestForm,
	load: (ctx) => ({ actor: ctx.actor }),
	view: (state, { actor }) => {
		const { form, frame } = state;
		const words = wordsIn(frame.language).transfer;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<Form state={form} action="import" language={frame.language} class="fields">
					<TextArea state={form} name="document" label={words.document} hint={words.documentHint} rows={16} isCode />
					<FormEnd state={state} back={paths.challengePolicies}>
						{words.importIt}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		import: action({
			fields: z.object({ document: z.string() }),
			run: async (ctx, { document }) => {
				const fault = findJsonFault(document);
				if (fault !== null) throw invalid("document", "json-place", { line: fault.line, column: fault.column });
				const policies = await atFields(
					() => "document",
					() => importChallengePolicies(ctx, check(PolicyDocument, JSON.parse(document))),
				);
				const names = policies.map(({ name }) => name).join(", ");
				return done(paths.challengePolicies, "challengePolicies.imported", names);
			},
		}),
	},
});
