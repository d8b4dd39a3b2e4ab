// Choosing how to be challenged: each way is a button. Choosing one that sends a message sends it, the first time.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { readTypes } from "../challenges/type";
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import { listEnrollments } from "../factors/enrollments";
import type { Snapshot } from "../settings/values";
import { chooseChallenge } from "../transactions/verbs/challenge";
import { lookForPerson } from "../transactions/verbs/look";
import { toTransactionView } from "../transactions/view";
import { Form } from "../ui/form";
import { CancelForm, Refusal } from "./answering";
import { cancel } from "./password";
import { step, verb } from "./step";

interface Way {
	/** The type, and the id of the choice behind a colon. */
	value: string;
	name: string;
	/** Where the code goes, masked, or what the type is. */
	note: string;
	isCurrent: boolean;
}

const Method = z.object({ method: z.string().regex(/^[\w-]{1,100}:[\w-]{0,40}$/) });

export const choosePage = step({
	place: "choose",
	states: ["OFFERED", "ANSWERING"],
	load: async (ctx, { opened }) => {
		const view = await toTransactionView(ctx, opened);
		if (view.status !== "CHALLENGE") throw new Error(`a choice is shown at ${view.status}`);
		const ways = view.offer.flatMap(({ type, name, description, choices, displayed }): Way[] => {
			const places = displayed.map(({ value }) => value).join(", ");
			return choices.map((choice) => ({
				value: `${type}:${choice.id}`,
				// Several things of one type go by their own names, such as tokens.
				name: choices.length > 1 || type === "ChallengeToken" ? choice.name : name,
				note: places || description,
				isCurrent: view.asked?.type === type && view.asked.choice === choice.id,
			}));
		});
		return { ways, missing: await missingTokens(ctx, opened.user.id) };
	},
	draw: ({ form, flash, frame: { language } }, words, { brand: { contact } }, { ways, missing }) => ({
		title: words.choose.title,
		content: (
			<>
				<Refusal form={form}>{flash?.key === "wrong" && words.choose.wrong}</Refusal>
				<Form state={{ ...form, errors: [] }} action="choose" language={language} class="ways">
					{ways.map((way) => (
						<WayButton way={way} current={words.choose.current} />
					))}
				</Form>
				{missing.map((name) => (
					<p class="muted">{words.choose.unenrolled(name)}</p>
				))}
				{contact && (
					<p class="note">
						<strong>{words.help}</strong> {contact}
					</p>
				)}
				<CancelForm form={form} language={language} />
			</>
		),
	}),
	actions: {
		choose: verb(Method, async (ctx, key, { method }) => {
			const [type = "", choice = ""] = method.split(":");
			return chooseChallenge(ctx, key, type, choice).catch(async (error: unknown) => {
				// A second click, or a second tab: the message has left already.
				const { kept } = await lookForPerson(ctx, key);
				const isUnderWay = kept.state.name === "ANSWERING" && (kept.state.sends[type] ?? []).length > 0;
				if (error instanceof ApiError && isUnderWay) return lookForPerson(ctx, key);
				throw error;
			});
		}),
		cancel,
	},
});

/** All ways that the settings have, for a preview. */
export const sampleWays = (settings: Snapshot, languages: readonly string[], typeKey: string) => ({
	ways: readTypes(settings, languages)
		.filter(({ key, isAvailable, isEnabled }) => key === typeKey || (isAvailable && isEnabled))
		.map(({ key, name, description }): Way => ({ value: key, name, note: description, isCurrent: false })),
	missing: [],
});

/** Tokens that the user's policy offers, by their names, where the user has none of them. */
async function missingTokens(ctx: Ctx, userId: string): Promise<string[]> {
	const enrollments = await listEnrollments(ctx, userId);
	const tokens = enrollments.filter(({ authenticator }) => authenticator.key === "custom_otp");
	if (tokens.some(({ enrolled }) => enrolled)) return [];
	return tokens.filter(({ enroll }) => enroll.self !== "NOT_ALLOWED").map(({ authenticator }) => authenticator.name);
}

const WayButton: FC<{ way: Way; current: string }> = ({ way: { value, name, note, isCurrent }, current }) => (
	<button type="submit" name="method" value={value} class="way">
		<strong>{name}</strong>
		<span>{note}</span>
		{isCurrent && <span class="badge">{current}</span>}
	</button>
);
