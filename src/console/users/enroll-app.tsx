// Enrolling an authenticator app: its secret is made here, and the factor's page shows the QR code.
import * as z from "zod";
import { enrollFactor } from "../../factors/enroll";
import { EnrollQuery } from "../../factors/schema";
import { noSendHeaders } from "../../factors/send-headers";
import { SelectField } from "../../ui/choices";
import { Form } from "../../ui/form";
import { getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { signInFor, userAt } from "../paths";

const providers = ["GOOGLE", "OKTA"] as const;

export const enrollAppPage = page({
	path: "/console/users/{userId}/enroll/app",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, user: await getUserById(ctx, params.userId) }),
	view: (state, { actor, user }) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		const { title, lead, provider, begin } = words.enroll.app;
		return consolePage(state, {
			title,
			lead,
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			children: (
				<Form state={state.form} action="enroll" language={language} class="fields">
					<SelectField
						state={state.form}
						name="provider"
						label={provider}
						options={providers.map((value) => ({ value, text: words.person.kinds[value] }))}
					/>
					<FormEnd state={state} back={userAt(user.id)}>
						{begin}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		enroll: action({
			fields: z.object({ provider: z.enum(providers) }),
			run: async (ctx, { provider }, { params }) => {
				const input = { factorType: "token:software:totp", provider } as const;
				const { factor } = await enrollFactor(ctx, params.userId!, input, EnrollQuery.parse({}), noSendHeaders);
				return userAt(params.userId!, `factors/${factor.id}`);
			},
		}),
	},
});
