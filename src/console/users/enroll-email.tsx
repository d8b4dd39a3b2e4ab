// Enrolling an e-mail address of the profile for codes.
import * as z from "zod";
import { enrollFactor } from "../../factors/enroll";
import { EnrollQuery } from "../../factors/schema";
import { noSendHeaders } from "../../factors/send-headers";
import { maskDestination } from "../../phone/mask";
import { Empty } from "../../ui/card";
import { SelectField, Switch } from "../../ui/choices";
import { Form } from "../../ui/form";
import { getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { isOn } from "../input";
import { signInFor, userAt } from "../paths";

/** The page names an address by its place in the profile, so that the whole address stays out of it. */
const places = ["email", "secondEmail"] as const;

export const enrollEmailPage = page({
	path: "/console/users/{userId}/enroll/email",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const user = await getUserById(ctx, params.userId);
		const addresses = places.flatMap((place) => {
			const address = user[place];
			return address === null ? [] : [{ value: place, text: maskDestination(address) }];
		});
		return { actor: ctx.actor, user, addresses };
	},
	view: (state, { actor, user, addresses }) => {
		const { form, frame } = state;
		const words = consoleWords[frame.language];
		const { email, enroll } = words.enroll;
		return consolePage(state, {
			title: email.title,
			lead: email.lead,
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			children:
				addresses.length === 0 ? (
					<Empty title={email.none} lead={email.noneLead}>
						<a class="button" href={userAt(user.id, "profile")}>
							{email.edit}
						</a>
					</Empty>
				) : (
					<Form state={form} action="enroll" language={frame.language} class="fields">
						<SelectField state={form} name="email" label={email.address} options={addresses} />
						<Switch state={form} name="activate" label={email.activate} hint={email.activateHint} />
						<FormEnd state={state} back={userAt(user.id)}>
							{enroll}
						</FormEnd>
					</Form>
				),
		});
	},
	actions: {
		enroll: action({
			fields: z.object({ email: z.enum(places), activate: isOn }),
			run: async (ctx, { email: place, activate }, { params }) => {
				const user = await getUserById(ctx, params.userId!);
				const address = user[place];
				const input = {
					factorType: "email",
					provider: "OKTA",
					profile: address === null ? {} : { email: address },
				} as const;
				await enrollFactor(ctx, user.id, input, { ...EnrollQuery.parse({}), activate }, noSendHeaders);
				return done(userAt(user.id), activate ? "users.enrolled" : "users.sent");
			},
		}),
	},
});
