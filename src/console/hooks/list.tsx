// The list of the hooks: which one is active, and the switch to another with one click.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { hasRole } from "../../context";
import { type InlineHookRow, listHooks, switchToHook } from "../../hooks/service";
import { Empty, Notice } from "../../ui/card";
import { Form } from "../../ui/form";
import { type Column, nameColumn, Table } from "../../ui/table";
import { TimeCell } from "../../ui/time";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consolePage, MainLink } from "../frame";
import { overseers } from "../menu";
import { hookAt, paths, signInFor } from "../paths";
import { HookStatus, wordsIn } from "./parts";

export const hooksPage = page({
	path: paths.hooks,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => ({ actor: ctx.actor, now: ctx.now(), hooks: await listHooks(ctx, {}) }),
	view: (state, { actor, now, hooks }) => {
		const { language } = state.frame;
		const words = wordsIn(language);
		const mayChange = hasRole(actor, administrators);
		const isOneActive = hooks.some(({ status }) => status === "ACTIVE");
		const columns: Column<InlineHookRow>[] = [
			nameColumn(words.name, hookAt),
			{ title: words.status, cell: ({ status }) => <HookStatus status={status} language={language} /> },
			{ title: words.uri, cell: ({ uri }) => <span translate="no">{uri}</span> },
			{
				title: words.changed,
				cell: ({ lastUpdatedAt }) => <TimeCell at={lastUpdatedAt} now={now} frame={state.frame} />,
			},
			{
				title: words.action,
				cell: (hook) =>
					mayChange && hook.status === "INACTIVE" ? (
						<SwitchForm state={state} hook={hook} isOneActive={isOneActive} />
					) : null,
			},
		];
		const add = mayChange && <MainLink href={`${paths.hooks}/new`}>{words.add}</MainLink>;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			tools: hooks.length > 0 && add,
			children:
				hooks.length === 0 ? (
					<Empty title={words.empty} lead={words.emptyLead}>
						{add}
					</Empty>
				) : (
					<>
						{state.form.errors.length > 0 && (
							<Notice tone="danger" isStatus>
								{state.form.errors.map(({ text }) => text).join(" ")}
							</Notice>
						)}
						{!isOneActive && <Notice tone="warning">{words.noneActive}</Notice>}
						<Table
							frame={state.frame}
							caption={words.list}
							columns={mayChange ? columns : columns.slice(0, -1)}
							rows={hooks}
						/>
					</>
				),
		});
	},
	actions: {
		switch: action({
			access: administrators,
			fields: z.object({ hookId: z.string().max(40) }),
			run: async (ctx, { hookId }) => {
				const { name } = await switchToHook(ctx, hookId);
				return done(paths.hooks, "hooks.activated", name);
			},
		}),
	},
});

const SwitchForm: FC<{ state: PageState; hook: InlineHookRow; isOneActive: boolean }> = ({
	state,
	hook: { id, name },
	isOneActive,
}) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	// A refusal is said once, above the forms of all rows.
	const form = { ...state.form, errors: [] };
	return (
		<Form state={form} action="switch" language={language}>
			<input type="hidden" name="hookId" value={id} />
			<button type="submit" class="button" aria-label={isOneActive ? words.switchToOf(name) : words.activateOf(name)}>
				{isOneActive ? words.switchTo : words.activate}
			</button>
		</Form>
	);
};
