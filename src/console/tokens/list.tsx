// The list of the API tokens: what each may do and for whom, who made it, and when it was used last.
import * as z from "zod";
import { type ApiTokenRow, listApiTokens } from "../../access/service";
import { applicationNames } from "../../applications/service";
import { roles } from "../../context";
import { listSources } from "../../inbound/service";
import { Empty } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Badge } from "../../ui/parts";
import { type Column, nameColumn, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, consoleWords, MainLink } from "../frame";
import { anyOf, ListFilter, NothingFound } from "../list-filter";
import { paths, signInFor, tokenAt } from "../paths";
import { Owner } from "./owner";

const rowsOfAPage = 50;
const statuses = ["inUse", "revoked"] as const;

const query = z.object({
	after: z.string().max(100).optional(),
	status: z.enum([...statuses, anyOf]).catch("inUse"),
	role: z.enum([...roles, anyOf]).catch(anyOf),
});

export const tokensPage = page({
	path: paths.tokens,
	access: administrators,
	signIn: signInFor,
	query,
	load: async (ctx, { query: { after, status, role } }) => {
		const [page, applications, sources] = await Promise.all([
			listApiTokens(
				ctx,
				{ limit: rowsOfAPage, ...(after === undefined ? {} : { after }) },
				{ ...(status === anyOf ? {} : { isRevoked: status === "revoked" }), ...(role === anyOf ? {} : { role }) },
			),
			applicationNames(ctx),
			listSources(ctx),
		]);
		const owners = new Map([...applications, ...sources].map(({ id, name }) => [id, name]));
		return { actor: ctx.actor, now: ctx.now(), ...page, owners, status, role };
	},
	view: (state, { actor, now, items, next, owners, status, role }) => {
		const all = consoleWords[state.frame.language];
		const words = all.tokens;
		const time = (at: number | null, none: string) =>
			at === null ? <span class="muted">{none}</span> : <TimeCell at={at} now={now} frame={state.frame} />;
		const columns: Column<ApiTokenRow>[] = [
			nameColumn(words.name, tokenAt),
			{ title: words.role, cell: ({ role }) => <span class="whole">{all.roles[role]}</span> },
			{
				title: words.actsFor,
				cell: (token) => <Owner token={token} names={owners} itself={words.itself} />,
			},
			{ title: words.rateLimit, cell: ({ rateLimit }) => words.rateLimits[rateLimit] },
			{
				title: words.created,
				cell: ({ createdAt, createdByName }) => (
					<>
						{time(createdAt, words.unknown)}
						{createdByName !== null && <small translate="no">{createdByName}</small>}
					</>
				),
			},
			{ title: words.lastUsed, cell: ({ lastUsedAt }) => time(lastUsedAt, words.never) },
			{
				title: words.status,
				cell: ({ revokedAt }) =>
					revokedAt === null ? <Badge tone="success">{words.inUse}</Badge> : <Badge>{words.revoked}</Badge>,
			},
		];
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: <MainLink href={paths.newToken}>{words.create}</MainLink>,
			children: (
				<>
					<ListFilter state={state} show={words.show}>
						<SelectField
							state={null}
							name="status"
							label={words.status}
							value={status}
							options={[...statuses.map((value) => ({ value, text: words[value] })), { value: anyOf, text: words.any }]}
						/>
						<SelectField
							state={null}
							name="role"
							label={words.role}
							value={role}
							options={[
								{ value: anyOf, text: words.any },
								...roles.map((value) => ({ value, text: all.roles[value] })),
							]}
						/>
					</ListFilter>
					{items.length > 0 ? (
						<Table frame={state.frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
					) : state.frame.path.includes("?") ? (
						<NothingFound state={state} />
					) : (
						<Empty title={words.empty} lead={words.emptyLead} />
					)}
				</>
			),
		});
	},
});
