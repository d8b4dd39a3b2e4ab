// Enrolling a token that brings its own secret. The secret never comes back to the page.
import * as z from "zod";
import { isBuiltInAuthenticator } from "../../authenticators/built-in";
import { listAuthenticators } from "../../authenticators/service";
import { enrollFactor } from "../../factors/enroll";
import { EnrollQuery, FactorInput } from "../../factors/schema";
import { noSendHeaders } from "../../factors/send-headers";
import { Empty } from "../../ui/card";
import { SelectField, Switch } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd, MainLink } from "../frame";
import { isOn, optional } from "../input";
import { paths, signInFor, userAt } from "../paths";

export const enrollTokenPage = page({
	path: "/console/users/{userId}/enroll/token",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const [user, authenticators] = await Promise.all([getUserById(ctx, params.userId), listAuthenticators(ctx)]);
		const usable = authenticators.filter(
			(row) => row.status === "ACTIVE" && row.settings !== null && !isBuiltInAuthenticator(row),
		);
		return { actor: ctx.actor, user, usable };
	},
	view: (state, { actor, user, usable }) => {
		const { form, frame } = state;
		const words = consoleWords[frame.language];
		const { token, enroll } = words.enroll;
		return consolePage(state, {
			title: token.title,
			lead: token.lead,
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			children:
				usable.length === 0 ? (
					<Empty title={token.none} lead={token.noneLead}>
						<MainLink href={paths.authenticators}>{words.entries.authenticators}</MainLink>
						<a class="button" href={userAt(user.id)}>
							{words.back}
						</a>
					</Empty>
				) : (
					<Form state={form} action="enroll" language={frame.language} class="fields">
						<SelectField
							state={form}
							name="factorProfileId"
							label={token.authenticator}
							options={usable.map(({ id, name }) => ({ value: id, text: name }))}
						/>
						<Field
							state={{ ...form, values: {} }}
							name="sharedSecret"
							label={token.secret}
							hint={token.secretHint}
							autocomplete="off"
							maxlength={512}
						/>
						<Field
							state={form}
							name="counter"
							label={token.counter}
							hint={token.counterHint}
							inputmode="numeric"
							autocomplete="off"
							maxlength={16}
						/>
						<Switch state={form} name="activate" label={token.activate} hint={token.activateHint} />
						<FormEnd state={state} back={userAt(user.id)}>
							{enroll}
						</FormEnd>
					</Form>
				),
		});
	},
	actions: {
		enroll: action({
			fields: z.object({
				factorProfileId: z.string().min(1).max(100),
				// Secrets are printed in groups.
				sharedSecret: z
					.string()
					.max(512)
					.transform((text) => text.replaceAll(/\s/g, ""))
					.pipe(z.string().min(1)),
				counter: optional(z.coerce.number().int().min(0)),
				activate: isOn,
			}),
			run: async (ctx, { factorProfileId, sharedSecret, counter, activate }, { params }) => {
				const profile = { sharedSecret, ...(counter == null ? {} : { counter }) };
				const input = check(FactorInput, { factorType: "token:hotp", provider: "CUSTOM", factorProfileId, profile });
				await enrollFactor(ctx, params.userId!, input, { ...EnrollQuery.parse({}), activate }, noSendHeaders);
				return done(userAt(params.userId!), activate ? "users.enrolled" : "users.waits");
			},
		}),
	},
});
