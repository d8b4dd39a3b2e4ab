// The page of one group: its members, a page at a time, and adding and removing them.
import * as z from "zod";
import { hasRole } from "../../context";
import { addMember, removeMember } from "../../groups/members";
import { searchPeople } from "../../groups/search";
import { everyoneId, getGroup } from "../../groups/service";
import { Card, Empty, Facts } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { type Column, Table } from "../../ui/table";
import type { FoundUser } from "../../users/search";
import { getUser } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { CopyableId } from "../copyable";
import { done } from "../flash";
import { consolePage, consoleWords, MainButton } from "../frame";
import { overseers } from "../menu";
import { groupAt, signInFor } from "../paths";
import { StatusBadge, UserName } from "../users/status";

const pageSize = 50;

export const groupPage = page({
	path: "/console/groups/{groupId}",
	access: overseers,
	signIn: signInFor,
	query: z.object({ after: z.string().max(1_000).optional() }),
	load: async (ctx, { params: { groupId }, query: { after } }) => {
		const [group, members] = await Promise.all([
			getGroup(ctx, groupId),
			searchPeople(ctx, { groupId, after, limit: pageSize }),
		]);
		const mayChange = hasRole(ctx.actor, administrators) && groupId !== everyoneId;
		return { actor: ctx.actor, group, members, mayChange };
	},
	view: (state, { actor, group, members, mayChange }) => {
		const { form, frame } = state;
		const all = consoleWords[frame.language];
		const words = all.groupPage;
		const isEveryone = group.id === everyoneId;
		const add = stateOf(form, "join");
		const removal: Column<FoundUser> = {
			title: words.remove,
			cell: ({ id, displayName }) => (
				<Form state={stateOf(form, "leave")} action="leave" language={frame.language}>
					<input type="hidden" name="userId" value={id} />
					<button type="submit" class="button" aria-label={words.removeFrom(displayName)}>
						{words.remove}
					</button>
				</Form>
			),
		};
		return consolePage(state, {
			title: isEveryone ? all.groupList.everyone : group.name,
			lead: isEveryone ? words.everyoneLead : group.description,
			tools: mayChange && (
				<>
					<a class="button" href={groupAt(group.id, "edit")}>
						{words.edit}
					</a>
					<a class="button button-danger" href={groupAt(group.id, "delete")}>
						{words.delete}
					</a>
				</>
			),
			actor,
			scripts: ["copy.js"],
			children: (
				<>
					<Facts facts={[[words.id, <CopyableId id={group.id} language={frame.language} />]]} />
					<Card id="members" title={words.members}>
						{mayChange && (
							<Form state={add} action="join" language={frame.language} class="form-row">
								<Field
									state={add}
									name="user"
									label={words.addLabel}
									hint={words.addHint}
									autocomplete="off"
									maxlength={100}
								/>
								<MainButton>{words.add}</MainButton>
							</Form>
						)}
						{members.items.length === 0 ? (
							<Empty title={words.nobody} lead={words.nobodyLead} />
						) : (
							<Table
								frame={frame}
								caption={words.members}
								rows={members.items}
								next={members.next ?? null}
								columns={[
									{
										title: words.memberName,
										isName: true,
										cell: (user) => <UserName user={user} />,
									},
									{
										title: all.userList.status,
										cell: ({ status }) => <StatusBadge state={state} status={status} />,
									},
									...(mayChange ? [removal] : []),
								]}
							/>
						)}
					</Card>
				</>
			),
		});
	},
	actions: {
		join: action({
			access: administrators,
			fields: z.object({ user: z.string().trim().min(1).max(100) }),
			run: async (ctx, { user: idOrLogin }, { params }) => {
				const { id, displayName } = await getUser(ctx, idOrLogin);
				await addMember(ctx, params.groupId!, id);
				return done(groupAt(params.groupId!), "groups.joined", displayName);
			},
		}),
		leave: action({
			access: administrators,
			fields: z.object({ userId: z.string().max(40) }),
			run: async (ctx, { userId }, { params }) => {
				const { id, displayName } = await getUser(ctx, userId);
				await removeMember(ctx, params.groupId!, id);
				return done(groupAt(params.groupId!), "groups.left", displayName);
			},
		}),
	},
});
