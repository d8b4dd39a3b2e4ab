// The list of the administrators: who may sign in, as what, by which ways, and when they were seen last.
import * as z from "zod";
import { type ListedAdministrator, listAdministratorsSeen } from "../../administrators/overview";
import { administratorRoles, administratorStatuses } from "../../administrators/schema";
import { SelectField } from "../../ui/choices";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords, MainLink } from "../frame";
import { anyOf, ListFilter, NothingFound } from "../list-filter";
import { administratorAt, paths, signInFor } from "../paths";
import { StatusBadge } from "./parts";

const rowsOfAPage = 50;

export const administratorsPage = page({
	path: paths.administrators,
	access: administrators,
	signIn: signInFor,
	query: z.object({
		after: z.string().max(100).optional(),
		status: z.enum([...administratorStatuses, anyOf]).catch(anyOf),
		role: z.enum([...administratorRoles, anyOf]).catch(anyOf),
	}),
	load: async (ctx, { query: { after, status, role } }) => {
		const page = await listAdministratorsSeen(
			ctx,
			{ limit: rowsOfAPage, ...(after === undefined ? {} : { after }) },
			{ ...(status === anyOf ? {} : { status }), ...(role === anyOf ? {} : { role }) },
		);
		return { actor: ctx.actor, now: ctx.now(), ...page, status, role };
	},
	view: (state, { actor, now, items, next, status, role }) => {
		const all = consoleWords[state.frame.language];
		const words = all.administrators;
		const ownId = "id" in actor ? actor.id : null;
		const columns: Column<ListedAdministrator>[] = [
			{
				title: words.name,
				isName: true,
				cell: ({ row }) => (
					<>
						<a href={administratorAt(row.id)} translate="no">
							{row.displayName}
						</a>{" "}
						{row.id === ownId && <span>({words.you})</span>}
						{row.login !== row.displayName && <small translate="no">{row.login}</small>}
					</>
				),
			},
			{ title: words.role, cell: ({ row }) => <span class="whole">{all.roles[row.role]}</span> },
			{ title: words.status, cell: ({ row }) => <StatusBadge status={row.status} words={words} /> },
			{
				title: words.ways,
				cell: ({ row, kinds }) => {
					const ways = [
						...(row.passwordSealed === null ? [] : [words.password]),
						...kinds.map((kind) => words.kinds[kind]),
					];
					return ways.length === 0 ? (
						<span class="muted">{words.noWays}</span>
					) : (
						ways.map((way) => <div class="whole">{way}</div>)
					);
				},
			},
			{
				title: words.lastSeen,
				cell: ({ lastSeenAt: at }) =>
					at === null ? <span class="muted">{words.never}</span> : <TimeCell at={at} now={now} frame={state.frame} />,
			},
		];
		const choices = (texts: Readonly<Record<string, string>>, values: readonly string[]) => [
			{ value: anyOf, text: words.any },
			...values.map((value) => ({ value, text: texts[value] ?? value })),
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: <MainLink href={paths.newAdministrator}>{words.invite}</MainLink>,
			children: (
				<>
					<ListFilter state={state} show={words.show}>
						<SelectField
							state={null}
							name="status"
							label={words.status}
							value={status}
							options={choices(words.statuses, administratorStatuses)}
						/>
						<SelectField
							state={null}
							name="role"
							label={words.role}
							value={role}
							options={choices(all.roles, administratorRoles)}
						/>
					</ListFilter>
					{items.length > 0 ? (
						<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
					) : (
						<NothingFound state={state} />
					)}
				</>
			),
		});
	},
});
