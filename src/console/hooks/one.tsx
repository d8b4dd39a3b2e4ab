// One hook: where it goes, and what can be done with it.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { hasRole } from "../../context";
import { notFound } from "../../errors";
import { type InlineHookRow, listHooks, switchToHook } from "../../hooks/service";
import { Card, Facts } from "../../ui/card";
import { Form } from "../../ui/form";
import { Time } from "../../ui/time";
import { action, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { CopyableId } from "../copyable";
import { done } from "../flash";
import { consolePage, MainButton } from "../frame";
import { overseers } from "../menu";
import { hookAt, paths, signInFor } from "../paths";
import { HookStatus, wordsIn } from "./parts";

export const hookPage = page({
	path: `${paths.hooks}/{hookId}`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { hookId } }) => {
		const hooks = await listHooks(ctx, {});
		const hook = hooks.find(({ id }) => id === hookId);
		if (!hook) throw notFound("InlineHook", hookId);
		const isOneActive = hooks.some(({ status }) => status === "ACTIVE");
		return { actor: ctx.actor, now: ctx.now(), hook, isOneActive, mayChange: hasRole(ctx.actor, administrators) };
	},
	view: (state, shown) => {
		const { hook, actor, mayChange } = shown;
		return consolePage(state, {
			title: hook.name,
			actor,
			scripts: ["copy.js"],
			tools: <Tools state={state} {...shown} />,
			children: (
				<>
					<Connection state={state} {...shown} />
					{mayChange && <Removal state={state} hook={hook} />}
				</>
			),
		});
	},
	actions: {
		switch: action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await switchToHook(ctx, params.hookId!);
				return done(hookAt(id), "hooks.activated", name);
			},
		}),
	},
});

interface Part {
	state: PageState;
	hook: InlineHookRow;
	isOneActive: boolean;
	mayChange: boolean;
	now: number;
}

const Tools: FC<Part> = ({ state, hook: { id, status }, isOneActive, mayChange }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const link = (to: string, text: string) => (
		<a class="button" href={hookAt(id, to)}>
			{text}
		</a>
	);
	return (
		<>
			{link("metrics", words.metricsLink)}
			{mayChange && (
				<>
					{link("preview", words.previewLink)}
					{link("edit", words.edit)}
					{status === "ACTIVE" ? (
						link("deactivate", words.deactivate)
					) : (
						<Form state={state.form} action="switch" language={language}>
							<MainButton>{isOneActive ? words.switchTo : words.activate}</MainButton>
						</Form>
					)}
				</>
			)}
		</>
	);
};

const Connection: FC<Part> = ({ state, hook, now }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const code = (text: string) => <code translate="no">{text}</code>;
	return (
		<Card
			id="facts"
			title={words.facts}
			tools={
				<a class="button" href={`${paths.deliveries}?provider=${hook.id}`}>
					{words.deliveriesLink}
				</a>
			}
		>
			<Facts
				facts={[
					[words.id, <CopyableId id={hook.id} language={language} />],
					[words.status, <HookStatus status={hook.status} language={language} />],
					[words.type, words.telephony],
					[words.uri, code(hook.uri)],
					[words.authKey, code(hook.authKey)],
					[words.secret, <span class="muted">{words.secretKept}</span>],
					[
						words.headers,
						hook.headers.length === 0 ? null : (
							<ul class="link-list">
								{hook.headers.map(({ key, value }) => (
									<li>{code(`${key}: ${value}`)}</li>
								))}
							</ul>
						),
					],
					[words.callWord, hook.callWord === null ? words.usualCallWord : code(hook.callWord)],
					[words.created, <Time at={hook.createdAt} now={now} frame={state.frame} />],
					[words.changed, <Time at={hook.lastUpdatedAt} now={now} frame={state.frame} />],
				]}
			/>
		</Card>
	);
};

const Removal: FC<Pick<Part, "state" | "hook">> = ({ state, hook: { id, status } }) => {
	const words = wordsIn(state.frame.language);
	return (
		<Card id="removal" title={words.removal}>
			<p>{status === "ACTIVE" ? words.removalActive : words.removalOpen}</p>
			{status === "INACTIVE" && (
				<a class="button button-danger" href={hookAt(id, "delete")}>
					{words.remove}
				</a>
			)}
		</Card>
	);
};
