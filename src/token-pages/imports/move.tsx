// Moving the users of an authenticator to another one, with the tokens that they have. It begins an import.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { countUsersOfAuthenticator } from "../../authenticators/use";
import { consolePage, FormEnd, MainLink } from "../../console/frame";
import { authenticatorAt, importAt, paths, signInFor } from "../../console/paths";
import { notFound } from "../../errors";
import { createImport } from "../../imports/service";
import { Empty } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Form } from "../../ui/form";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { optionsFor, takers, wordsIn } from "./parts";

export const moveUsersPage = page({
	path: `${paths.authenticators}/{authenticatorId}/move`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { authenticatorId: id } }) => {
		const [all, users] = await Promise.all([listAuthenticators(ctx), countUsersOfAuthenticator(ctx, id)]);
		const from = all.find((one) => one.id === id);
		if (from === undefined) throw notFound("Authenticator", id);
		return { actor: ctx.actor, from, users, to: takers(all).filter((one) => one.id !== id) };
	},
	view: (state, { actor, from, users, to }) => {
		const { form, frame } = state;
		const words = wordsIn(frame.language).move;
		const back = authenticatorAt(from.id);
		return consolePage(state, {
			title: words.title(from.name),
			lead: words.lead,
			actor,
			crumbs: [{ href: back, text: from.name }],
			children:
				to.length === 0 ? (
					<Empty title={words.none} lead={words.noneLead}>
						<MainLink href={`${paths.authenticators}/new`}>{wordsIn(frame.language).create.addAuthenticator}</MainLink>
					</Empty>
				) : (
					<>
						<Form state={form} action="move" language={frame.language} class="fields">
							<p class="prose">{words.text(users)}</p>
							<SelectField
								state={form}
								name="authenticatorId"
								label={words.to}
								hint={words.toHint}
								options={optionsFor(to)}
							/>
							<FormEnd state={state} back={back}>
								{words.button}
							</FormEnd>
						</Form>
						<p class="muted">
							{words.newSecrets}{" "}
							<a href={`${paths.newImport}?${new URLSearchParams({ from: from.id })}`}>{words.newSecretsLink}</a>
						</p>
					</>
				),
		});
	},
	actions: {
		move: action({
			fields: z.object({ authenticatorId: z.string().max(40) }),
			run: async (ctx, { authenticatorId }, { params }) => {
				const { row } = await createImport(ctx, {
					source: "AUTHENTICATOR",
					authenticatorId,
					fromAuthenticatorId: params.authenticatorId!,
				});
				return importAt(row.id);
			},
		}),
	},
});
