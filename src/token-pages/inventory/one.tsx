// One token of the stock: who has it, and giving it to somebody.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { listAuthenticators } from "../../authenticators/service";
import { CopyableId } from "../../console/copyable";
import { done } from "../../console/flash";
import { consolePage, MainButton } from "../../console/frame";
import { overseers } from "../../console/menu";
import { authenticatorAt, inventoryAt, paths, signInFor, userAt } from "../../console/paths";
import { hasRole } from "../../context";
import { TokenAssignment, type TokenView } from "../../imports/stock/schema";
import { assignToken, getToken, type HeldTokenRow, setTokenStatus, statusOf } from "../../imports/stock/service";
import { Card, Facts, Notice } from "../../ui/card";
import { Field, Form, stateOf } from "../../ui/form";
import { Time } from "../../ui/time";
import { namesOfUsers } from "../../users/service";
import { atFields } from "../../web/at-fields";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { Holder, TokenBadge, wordsIn } from "./parts";

export const inventoryTokenPage = page({
	path: `${paths.inventory}/{tokenId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const [row, authenticators] = await Promise.all([getToken(ctx, params.tokenId), listAuthenticators(ctx)]);
		const users = await namesOfUsers(ctx, [row.userId]);
		const authenticator = authenticators.find(({ id }) => id === row.authenticatorId);
		const mayChange = hasRole(ctx.actor, administrators);
		return { actor: ctx.actor, now: ctx.now(), row, authenticator, users, mayChange };
	},
	view: (state, { actor, now, row, authenticator, users, mayChange }) => {
		const { frame } = state;
		const words = wordsIn(frame.language);
		const status = statusOf(row);
		const { id, serial, manufacturer, counter, userId, factorId } = row;
		return consolePage(state, {
			title: serial,
			actor,
			scripts: ["copy.js"],
			tools: mayChange && <Tools state={state} row={row} status={status} />,
			children: (
				<>
					{status === "DISABLED" && <Notice tone="warning">{words.disabledLead}</Notice>}
					<Card id="facts" title={words.facts}>
						<Facts
							facts={[
								[words.id, <CopyableId id={id} language={frame.language} />],
								[words.status, <TokenBadge status={status} language={frame.language} />],
								[words.user, <Holder userId={userId} users={users} />],
								[
									words.factor,
									userId && factorId && <a href={userAt(userId, "factors", factorId)}>{words.factorLink}</a>,
								],
								[
									words.authenticator,
									<a href={authenticatorAt(row.authenticatorId)} translate="no">
										{authenticator?.name ?? row.authenticatorId}
									</a>,
								],
								[words.manufacturer, manufacturer && <span translate="no">{manufacturer}</span>],
								[words.counter, counter],
								[words.created, <Time at={row.createdAt} now={now} frame={frame} />],
								[words.changed, <Time at={row.lastUpdatedAt} now={now} frame={frame} />],
							]}
						/>
					</Card>
					{mayChange && status === "UNASSIGNED" && <Assignment state={state} />}
				</>
			),
		});
	},
	actions: {
		assign: action({
			access: administrators,
			fields: TokenAssignment,
			run: async (ctx, { user }, { params }) => {
				// Whatever is in the way is in the way of this user.
				const { id, serial } = await atFields(
					() => "user",
					() => assignToken(ctx, params.tokenId!, user),
				);
				return done(inventoryAt(id), "inventory.assigned", serial);
			},
		}),
		activate: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, serial } = await setTokenStatus(ctx, params.tokenId!, "ACTIVE");
				return done(inventoryAt(id), "inventory.enabled", serial);
			},
		}),
	},
});

const Tools: FC<{ state: PageState; row: HeldTokenRow; status: TokenView["status"] }> = ({ state, row, status }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	return (
		<>
			{status === "ASSIGNED" && (
				<a class="button" href={inventoryAt(row.id, "unassign")}>
					{words.unassign}
				</a>
			)}
			{status === "DISABLED" ? (
				<Form state={state.form} action="activate" language={language}>
					<MainButton>{words.enable}</MainButton>
				</Form>
			) : (
				<a class="button" href={inventoryAt(row.id, "disable")}>
					{words.disable}
				</a>
			)}
			{row.factorId === null && (
				<a class="button button-danger" href={inventoryAt(row.id, "delete")}>
					{words.remove}
				</a>
			)}
		</>
	);
};

const Assignment: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const form = stateOf(state.form, "assign");
	return (
		<Card id="assign" title={words.assignTitle} lead={words.assignLead}>
			<Form state={form} action="assign" language={language} class="form-row">
				<Field
					state={form}
					name="user"
					label={words.userField}
					hint={words.userHint}
					autocomplete="off"
					maxlength={100}
				/>
				<MainButton>{words.assign}</MainButton>
			</Form>
		</Card>
	);
};
