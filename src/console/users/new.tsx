// Adding a user: the profile, a group, and whether the user is active from the first moment.
import * as z from "zod";
import { createUserInGroups } from "../../groups/members";
import { searchGroups } from "../../groups/search";
import { everyoneId } from "../../groups/service";
import { Card } from "../../ui/card";
import { SelectField, Switch } from "../../ui/choices";
import { Form } from "../../ui/form";
import { UserProfile } from "../../users/schema";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { isOn, optional } from "../input";
import { paths, signInFor, userAt } from "../paths";
import { ProfileFields } from "./profile-fields";

const { shape } = UserProfile;

/** The fields of the profile, as a form sends them. */
export const profileInput = z.object({
	login: shape.login,
	firstName: optional(shape.firstName),
	lastName: optional(shape.lastName),
	displayName: optional(shape.displayName),
	locale: optional(shape.locale),
	email: optional(shape.email),
	secondEmail: optional(shape.secondEmail),
	mobilePhone: optional(shape.mobilePhone),
	primaryPhone: optional(shape.primaryPhone),
	title: optional(shape.title),
	department: optional(shape.department),
	organization: optional(shape.organization),
	employeeNumber: optional(shape.employeeNumber),
});

const mostGroups = 200;

export const newUserPage = page({
	path: "/console/users/new",
	access: administrators,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, groups: (await searchGroups(ctx, { limit: mostGroups })).items }),
	view: (state, { actor, groups }) => {
		const { language } = state.frame;
		const words = consoleWords[language];
		const { title, lead, access, groupName, groupHint, noGroup, activate, activateHint, create } = words.newUser;
		return consolePage(state, {
			title,
			lead,
			actor,
			children: (
				<Form state={state.form} action="create" language={language} class="stack">
					<ProfileFields state={state} values={{}} />
					<Card id="access" title={access}>
						<div class="fields">
							<SelectField
								state={state.form}
								name="groupIds.0"
								label={groupName}
								hint={groupHint}
								options={[
									{ value: "", text: noGroup },
									...groups.filter(({ id }) => id !== everyoneId).map(({ id, name }) => ({ value: id, text: name })),
								]}
							/>
							<Switch state={state.form} name="activate" label={activate} hint={activateHint} isOn />
						</div>
					</Card>
					<FormEnd state={state} back={paths.users}>
						{create}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		create: action({
			fields: profileInput.extend({ "groupIds.0": optional(z.string().max(40)), activate: isOn }),
			run: async (ctx, { "groupIds.0": groupId, activate, ...profile }) => {
				const groupIds = groupId ? { groupIds: [groupId] } : {};
				const user = await createUserInGroups(ctx, { profile, ...groupIds }, { activate });
				return done(userAt(user.id), "users.created", user.displayName);
			},
		}),
	},
});
