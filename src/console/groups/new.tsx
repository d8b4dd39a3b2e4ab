// Adding a group.
import { GroupInput } from "../../groups/schema";
import { createGroup } from "../../groups/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { groupAt, paths, signInFor } from "../paths";
import { GroupForm } from "./form";

export const newGroupPage = page({
	path: "/console/groups/new",
	access: administrators,
	signIn: signInFor,
	load: (ctx) => ({ actor: ctx.actor }),
	view: (state, { actor }) => {
		const { newTitle, newLead, create } = consoleWords[state.frame.language].groupForm;
		return consolePage(state, {
			title: newTitle,
			lead: newLead,
			actor,
			children: (
				<GroupForm state={state} values={{ name: "", description: null }} button={create} back={paths.groups} />
			),
		});
	},
	actions: {
		save: action({
			fields: GroupInput.shape.profile,
			run: async (ctx, profile) => {
				const { id, name } = await createGroup(ctx, { profile });
				return done(groupAt(id), "groups.created", name);
			},
		}),
	},
});
