// The page that asks once more before a group is deleted: whom it holds, and which policies name it.
import * as z from "zod";
import { countMembers } from "../../groups/search";
import { deleteGroup, everyoneId, getGroup } from "../../groups/service";
import { listPoliciesOfGroup } from "../../policies/of-group";
import { action, page, SeeOther } from "../../web/page";
import { administrators } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { groupAt, paths, signInFor } from "../paths";

export const deleteGroupPage = page({
	path: "/console/groups/{groupId}/delete",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { groupId } }) => {
		if (groupId === everyoneId) throw new SeeOther(groupAt(groupId));
		const [group, members, policies] = await Promise.all([
			getGroup(ctx, groupId),
			countMembers(ctx, groupId),
			listPoliciesOfGroup(ctx, groupId),
		]);
		return { actor: ctx.actor, group, members, policies };
	},
	view: (state, { actor, group, members, policies }) => {
		const words = consoleWords[state.frame.language].groupDelete;
		return consolePage(state, {
			title: words.title(group.name),
			actor,
			crumbs: [{ href: groupAt(group.id), text: group.name }],
			children: (
				<Confirm state={state} action="confirm" button={words.button(group.name)} back={groupAt(group.id)}>
					<p>{words.members(members)}</p>
					<p>{policies.length === 0 ? words.noPolicies : words.policies(policies.length)}</p>
					{policies.length > 0 && (
						<ul>
							{policies.map(({ kind, name }) => (
								<li>
									{words.kinds[kind]}: <strong translate="no">{name}</strong>
								</li>
							))}
						</ul>
					)}
				</Confirm>
			),
		});
	},
	actions: {
		confirm: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const group = await getGroup(ctx, params.groupId!);
				await deleteGroup(ctx, group.id);
				return done(paths.groups, "groups.deleted", group.name);
			},
		}),
	},
});
