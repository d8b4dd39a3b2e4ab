// Editing a user's profile. Administrators see numbers and addresses whole here, because they change them.
import { Form } from "../../ui/form";
import { changeUser, getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { signInFor, userAt } from "../paths";
import { profileInput } from "./new";
import { ProfileFields } from "./profile-fields";

export const userProfilePage = page({
	path: "/console/users/{userId}/profile",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, user: await getUserById(ctx, params.userId) }),
	view: (state, { actor, user }) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		return consolePage(state, {
			title: words.userProfile.title,
			lead: <span translate="no">{user.displayName}</span>,
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			children: (
				<Form state={state.form} action="save" language={language} class="stack">
					<ProfileFields state={state} values={{ ...user, ...user.attributes, displayName: user.ownDisplayName }} />
					<FormEnd state={state} back={userAt(user.id)}>
						{words.userProfile.save}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		save: action({
			fields: profileInput,
			run: async (ctx, profile, { params }) => {
				const user = await changeUser(ctx, params.userId!, { profile });
				return done(userAt(user.id), "users.saved", user.displayName);
			},
		}),
	},
});
