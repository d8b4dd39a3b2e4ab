// A group's name and description.
import { GroupInput } from "../../groups/schema";
import { everyoneId, getGroup, replaceGroup } from "../../groups/service";
import { action, page, SeeOther } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { groupAt, signInFor } from "../paths";
import { GroupForm } from "./form";

export const editGroupPage = page({
	path: "/console/groups/{groupId}/edit",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { groupId } }) => {
		if (groupId === everyoneId) throw new SeeOther(groupAt(groupId));
		return { actor: ctx.actor, group: await getGroup(ctx, groupId) };
	},
	view: (state, { actor, group }) => {
		const { editTitle, save } = consoleWords[state.frame.language].groupForm;
		return consolePage(state, {
			title: editTitle,
			actor,
			crumbs: [{ href: groupAt(group.id), text: group.name }],
			children: <GroupForm state={state} values={group} button={save} back={groupAt(group.id)} />,
		});
	},
	actions: {
		save: action({
			fields: GroupInput.shape.profile,
			run: async (ctx, profile, { params }) => {
				const { id, name } = await replaceGroup(ctx, params.groupId!, { profile });
				return done(groupAt(id), "groups.saved", name);
			},
		}),
	},
});
