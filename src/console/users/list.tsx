// Users: looking through them, and for the help desk finding one person.
import * as z from "zod";
import { hasRole } from "../../context";
import { searchGroups, searchPeople } from "../../groups/search";
import { everyoneId } from "../../groups/service";
import { Empty } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field } from "../../ui/form";
import { Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { userStatuses } from "../../users/schema";
import { type FoundUser, findUsersExactly } from "../../users/search";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords, MainButton, MainLink } from "../frame";
import { optional } from "../input";
import { everybody, overseers } from "../menu";
import { paths, signInFor, userAt } from "../paths";
import { StatusBadge, UserName } from "./status";

const pageSize = 50;
/** An organisation with more groups than a list can show searches members on the page of the group. */
const mostGroups = 200;

const text = z.string().trim().max(100);

export const usersPage = page({
	path: paths.users,
	access: everybody,
	signIn: signInFor,
	query: z.object({
		q: optional(text),
		status: optional(z.enum(userStatuses)),
		group: optional(z.string().max(40)),
		after: z.string().max(1_000).optional(),
	}),
	load: async (ctx, { query }) => {
		const asked = { q: query.q || undefined, status: query.status ?? undefined, groupId: query.group ?? undefined };
		const shared = { actor: ctx.actor, now: ctx.now(), asked, canCreate: hasRole(ctx.actor, administrators) };
		if (!hasRole(ctx.actor, overseers)) {
			const found: FoundUser[] = asked.q === undefined ? [] : await findUsersExactly(ctx, asked.q);
			return { ...shared, found, next: undefined, groups: null };
		}
		const [found, groups] = await Promise.all([
			searchPeople(ctx, { ...asked, after: query.after, limit: pageSize }),
			searchGroups(ctx, { limit: mostGroups }),
		]);
		return { ...shared, found: found.items, next: found.next ?? null, groups: groups.items };
	},
	view: (state, { actor, now, asked, canCreate, found, next, groups }) => {
		const { frame } = state;
		const words = consoleWords[frame.language];
		const list = words.userList;
		const isExact = groups === null;
		const isFiltered = Object.values(asked).some((value) => value !== undefined);
		const create = canCreate && <MainLink href={userAt("new")}>{list.create}</MainLink>;
		return consolePage(state, {
			title: list.title,
			lead: isExact ? list.leadExact : list.lead,
			tools: create,
			actor,
			children: (
				<>
					<form class="form-row">
						<Field
							state={null}
							name="q"
							label={list.search}
							hint={isExact ? list.searchHintExact : list.searchHint}
							type="search"
							value={asked.q ?? ""}
							maxlength={100}
						/>
						{groups && (
							<>
								<SelectField
									state={null}
									name="status"
									label={list.status}
									value={asked.status ?? ""}
									options={[
										{ value: "", text: list.anyStatus },
										...userStatuses.map((value) => ({ value, text: list.statuses[value] })),
									]}
								/>
								<SelectField
									state={null}
									name="group"
									label={list.group}
									value={asked.groupId ?? ""}
									options={[
										{ value: "", text: list.anyGroup },
										...groups.filter(({ id }) => id !== everyoneId).map(({ id, name }) => ({ value: id, text: name })),
									]}
								/>
							</>
						)}
						{isExact ? (
							<MainButton>{list.search}</MainButton>
						) : (
							<button type="submit" class="button">
								{list.show}
							</button>
						)}
					</form>
					{asked.q !== undefined && (
						<p class="muted">{isExact ? list.searchedExact(asked.q) : list.searched(asked.q)}</p>
					)}
					{found.length > 0 ? (
						<Table
							frame={frame}
							caption={list.caption}
							rows={found}
							next={next}
							columns={[
								{
									title: list.name,
									isName: true,
									cell: (user) => <UserName user={user} />,
								},
								{ title: list.status, cell: ({ status }) => <StatusBadge state={state} status={status} /> },
								{ title: list.created, cell: ({ createdAt }) => <TimeCell at={createdAt} now={now} frame={frame} /> },
							]}
						/>
					) : isFiltered ? (
						<Empty title={words.nothingFound} lead={isExact ? list.nobodyLeadExact : list.nobodyLead}>
							<a class="button" href={paths.users}>
								{words.clear}
							</a>
						</Empty>
					) : (
						groups && (
							<Empty title={list.emptyTitle} lead={list.emptyLead}>
								{create}
							</Empty>
						)
					)}
				</>
			),
		});
	},
});
