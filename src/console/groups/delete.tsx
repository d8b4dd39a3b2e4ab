// The page that asks once more before a group is deleted: whom it holds, and which policies name it.
import { countMembers } from "../../groups/search";
import { deleteGroup, everyoneId, getGroup } from "../../groups/service";
import { listPoliciesOfGroup } from "../../policies/of-group";
import { SeeOther } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { groupAt, paths } from "../paths";
import { question } from "../question";

export const deleteGroupPage = question({
	path: "/console/groups/{groupId}/delete",
	access: administrators,
	load: async (ctx, { params: { groupId } }) => {
		if (groupId === everyoneId) throw new SeeOther(groupAt(groupId));
		const [group, members, policies] = await Promise.all([
			getGroup(ctx, groupId),
			countMembers(ctx, groupId),
			listPoliciesOfGroup(ctx, groupId),
		]);
		return { group, members, policies };
	},
	ask: ({ group, members, policies }, { frame }) => {
		const words = consoleWords[frame.language].groupDelete;
		return {
			title: words.title(group.name),
			of: { href: groupAt(group.id), text: group.name },
			button: words.button(group.name),
			text: (
				<>
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
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		const group = await getGroup(ctx, params.groupId!);
		await deleteGroup(ctx, group.id);
		return done(paths.groups, "groups.deleted", group.name);
	},
});
