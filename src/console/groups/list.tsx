// Groups: looking through them by name.
import * as z from "zod";
import { hasRole } from "../../context";
import { searchGroups } from "../../groups/search";
import { Empty } from "../../ui/card";
import { Field } from "../../ui/form";
import { Badge } from "../../ui/parts";
import { Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords, MainLink } from "../frame";
import { overseers } from "../menu";
import { groupAt, paths, signInFor } from "../paths";

const pageSize = 50;

export const groupsPage = page({
	path: paths.groups,
	access: overseers,
	signIn: signInFor,
	query: z.object({ q: z.string().trim().max(255).optional(), after: z.string().max(255).optional() }),
	load: async (ctx, { query: { q, after } }) => ({
		actor: ctx.actor,
		now: ctx.now(),
		q: q || undefined,
		canCreate: hasRole(ctx.actor, administrators),
		found: await searchGroups(ctx, { q: q || undefined, after, limit: pageSize }),
	}),
	view: (state, { actor, now, q, canCreate, found }) => {
		const { frame } = state;
		const words = consoleWords[frame.language];
		const list = words.groupList;
		return consolePage(state, {
			title: list.title,
			lead: list.lead,
			tools: canCreate && <MainLink href={groupAt("new")}>{list.create}</MainLink>,
			actor,
			children: (
				<>
					<form class="form-row">
						<Field
							state={null}
							name="q"
							label={list.search}
							hint={list.searchHint}
							type="search"
							value={q ?? ""}
							maxlength={255}
						/>
						<button type="submit" class="button">
							{list.show}
						</button>
					</form>
					{q !== undefined && <p class="muted">{list.searched(q)}</p>}
					{found.items.length === 0 ? (
						<Empty title={words.nothingFound} lead={list.nobodyLead}>
							<a class="button" href={paths.groups}>
								{words.clear}
							</a>
						</Empty>
					) : (
						<Table
							frame={frame}
							caption={list.caption}
							rows={found.items}
							next={found.next ?? null}
							columns={[
								{
									title: list.name,
									isName: true,
									cell: ({ id, name, type }) => (
										<div>
											<a href={groupAt(id)} translate="no">
												{type === "BUILT_IN" ? list.everyone : name}
											</a>{" "}
											{type === "BUILT_IN" && <Badge>{list.builtIn}</Badge>}
										</div>
									),
								},
								{
									title: list.description,
									cell: ({ description, type }) => (type === "BUILT_IN" ? list.everyoneIs : (description ?? "")),
								},
								{
									title: list.changed,
									cell: ({ lastMembershipUpdatedAt: at }) =>
										at === 0 ? "" : <TimeCell at={at} now={now} frame={frame} />,
								},
							]}
						/>
					)}
				</>
			),
		});
	},
});
