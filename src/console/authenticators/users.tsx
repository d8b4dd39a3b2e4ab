// The users of an authenticator, page by page.
import * as z from "zod";
import { getAuthenticator } from "../../authenticators/service";
import { type EnrolledUser, listUsersOfAuthenticator } from "../../factors/users-of-authenticator";
import { Empty } from "../../ui/card";
import { Badge } from "../../ui/parts";
import { type Column, Table } from "../../ui/table";
import { page } from "../../web/page";
import { consolePage } from "../frame";
import { overseers } from "../menu";
import { authenticatorAt, paths, signInFor } from "../paths";
import { wordsIn } from "./parts";

const rowsOfAPage = 50;

export const usersOfAuthenticatorPage = page({
	path: `${paths.authenticators}/{authenticatorId}/users`,
	access: overseers,
	signIn: signInFor,
	query: z.object({ after: z.string().max(40).optional() }),
	load: async (ctx, { params: { authenticatorId: id }, query: { after } }) => {
		const [row, users] = await Promise.all([
			getAuthenticator(ctx, id),
			listUsersOfAuthenticator(ctx, id, { after, limit: rowsOfAPage }),
		]);
		return { actor: ctx.actor, row, users };
	},
	view: (state, { actor, row, users }) => {
		const words = wordsIn(state.frame.language).usersPage;
		const columns: Column<EnrolledUser>[] = [
			{
				title: words.user,
				isName: true,
				cell: ({ id, displayName }) => (
					<a href={`/console/users/${id}`} translate="no">
						{displayName}
					</a>
				),
			},
			{ title: words.login, cell: ({ login }) => <span translate="no">{login}</span> },
			{
				title: words.factor,
				cell: ({ isActive }) =>
					isActive ? <Badge tone="success">{words.proven}</Badge> : <Badge tone="warning">{words.pending}</Badge>,
			},
		];
		return consolePage(state, {
			title: words.title(row.name),
			actor,
			crumbs: [{ href: authenticatorAt(row.id), text: row.name }],
			children:
				users.items.length === 0 ? (
					<Empty title={words.empty} lead={words.emptyLead} />
				) : (
					<Table
						frame={state.frame}
						caption={words.list}
						columns={columns}
						rows={users.items}
						next={users.next ?? null}
					/>
				),
		});
	},
});
