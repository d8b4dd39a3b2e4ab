// The stock of tokens: found by serial number, status and authenticator.
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { consolePage, MainLink } from "../../console/frame";
import { optional } from "../../console/input";
import { ListFilter, NothingFound } from "../../console/list-filter";
import { overseers } from "../../console/menu";
import { authenticatorAt, inventoryAt, paths, signInFor } from "../../console/paths";
import { hasRole } from "../../context";
import { type HeldTokenRow, listTokens, statusOf } from "../../imports/stock/service";
import { Empty } from "../../ui/card";
import { optionsOf, SelectField } from "../../ui/choices";
import { Field } from "../../ui/form";
import { type Column, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { namesOfUsers } from "../../users/service";
import { page } from "../../web/page";
import { administrators } from "../../web/router";
import { Holder, TokenBadge, wordsIn } from "./parts";

const rowsOfAPage = 50;

const query = z.object({
	serial: z.string().trim().max(100).default(""),
	status: optional(z.enum(["UNASSIGNED", "ASSIGNED", "DISABLED"])).catch(null),
	authenticator: optional(z.string().max(40)).catch(null),
	after: z.string().max(40).optional(),
});

export const inventoryPage = page({
	path: paths.inventory,
	access: overseers,
	signIn: signInFor,
	query,
	load: async (ctx, { query: { serial, status, authenticator, after } }) => {
		const conditions = {
			...(serial === "" ? {} : { serial }),
			...(status ? { status } : {}),
			...(authenticator ? { authenticatorId: authenticator } : {}),
		};
		const [{ items, next }, authenticators] = await Promise.all([
			listTokens(ctx, { ...conditions, after, limit: rowsOfAPage }),
			listAuthenticators(ctx),
		]);
		const users = await namesOfUsers(
			ctx,
			items.map(({ userId }) => userId),
		);
		const isFiltered = Object.keys(conditions).length > 0 || after !== undefined;
		const chosen = { serial, status, authenticator };
		return { actor: ctx.actor, now: ctx.now(), items, next, authenticators, users, chosen, isFiltered };
	},
	view: (state, { actor, now, items, next, authenticators, users, chosen, isFiltered }) => {
		const { frame } = state;
		const words = wordsIn(frame.language);
		const names = new Map(authenticators.map(({ id, name }) => [id, name]));
		const columns: Column<HeldTokenRow>[] = [
			{
				title: words.serial,
				isName: true,
				cell: ({ id, serial, manufacturer }) => (
					<>
						<a href={inventoryAt(id)} translate="no">
							{serial}
						</a>
						{manufacturer && <small translate="no">{manufacturer}</small>}
					</>
				),
			},
			{
				title: words.authenticator,
				cell: ({ authenticatorId: id }) => (
					<a href={authenticatorAt(id)} translate="no">
						{names.get(id) ?? id}
					</a>
				),
			},
			{ title: words.status, cell: (row) => <TokenBadge status={statusOf(row)} language={frame.language} /> },
			{ title: words.user, cell: ({ userId }) => <Holder userId={userId} users={users} /> },
			{ title: words.changed, cell: ({ lastUpdatedAt }) => <TimeCell at={lastUpdatedAt} now={now} frame={frame} /> },
		];
		const add = hasRole(actor, administrators) && <MainLink href={paths.newImport}>{words.import}</MainLink>;
		const isEmpty = items.length === 0 && !isFiltered;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: !isEmpty && add,
			children: isEmpty ? (
				<Empty title={words.empty} lead={words.emptyLead}>
					{add}
				</Empty>
			) : (
				<>
					<ListFilter state={state} show={words.show}>
						<Field
							state={null}
							name="serial"
							label={words.serial}
							hint={words.serialHint}
							type="search"
							value={chosen.serial}
							maxlength={100}
						/>
						<SelectField
							state={null}
							name="status"
							label={words.status}
							value={chosen.status ?? ""}
							options={[{ value: "", text: words.anyStatus }, ...optionsOf(words.statuses)]}
						/>
						<SelectField
							state={null}
							name="authenticator"
							label={words.authenticator}
							value={chosen.authenticator ?? ""}
							options={[
								{ value: "", text: words.anyAuthenticator },
								...authenticators
									.filter(({ settings }) => settings !== null)
									.map(({ id, name }) => ({ value: id, text: name, isName: true })),
							]}
						/>
					</ListFilter>
					{items.length === 0 ? (
						<NothingFound state={state} />
					) : (
						<Table frame={frame} caption={words.list} columns={columns} rows={items} next={next ?? null} />
					)}
				</>
			),
		});
	},
});
