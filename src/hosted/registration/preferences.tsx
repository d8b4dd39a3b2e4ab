// Preferences: all that a person has registered, to be changed for some minutes after the challenge.
import type { Child, FC } from "hono/jsx";
import * as z from "zod";
import { drawPhrase } from "../../challenges/owned/phrase";
import { finishPreferences, forgetDevices, preferencesOf } from "../../transactions/verbs/preferences";
import { Form, stateOf } from "../../ui/form";
import { type At, step, verb } from "../step";
import { CodeForm, CodeList, NewCodes, PhraseForm, QuestionForm } from "./owned";
import {
	Contacts,
	contactDataOf,
	Decline,
	deviceLabel,
	menusOf,
	proofDataOf,
	registrationActions,
	registrationWords,
} from "./register";

export const preferencesPage = step({
	place: "preferences",
	states: ["PREFERENCES"],
	load: async (ctx, { opened, state }: At<"PREFERENCES">) => {
		const own = await preferencesOf(ctx, opened);
		const [contacts, menus, device] = await Promise.all([
			contactDataOf(ctx, opened, own.fields ?? [], own.mayDecline),
			menusOf(ctx, opened),
			deviceLabel(ctx, opened, "questions"),
		]);
		const phrase = own.phrase ?? drawPhrase(opened.kept.facts.languages);
		const leftMs = state.changesUntil - ctx.now();
		const proof = proofDataOf(ctx, own.fields ?? [], state.proof);
		return { own, contacts, menus, device, phrase, leftMs, proof };
	},
	draw: (page, _words, _at, data) => {
		const { form, finding, flash, frame } = page;
		const { language } = frame;
		const words = registrationWords[language];
		const { own, contacts, proof, menus, device, phrase, leftMs } = data;
		const common = { form, language, words };
		const finish = (
			<Form state={stateOf(form, "finish")} action="finish" language={language} class="part">
				<button type="submit" class="button">
					{words.preferences.finish}
				</button>
			</Form>
		);
		const title = words.preferences.title;
		if (leftMs <= 0) {
			return {
				title,
				content: (
					<>
						<p class="note">{words.preferences.over}</p>
						{finish}
					</>
				),
			};
		}
		return {
			title,
			content: (
				<>
					{flash?.key === "saved" && (
						<p class="note" role="status">
							{words.preferences.saved}
						</p>
					)}
					<p class="muted">{words.preferences.left(Math.ceil(leftMs / 60_000))}</p>
					{own.fields && (
						<Part id="contacts" title={words.preferences.contacts}>
							{own.isOptedOut && <p class="note">{words.preferences.optedOut}</p>}
							<Contacts page={page} words={words} data={{ contacts, proof }} button={words.preferences.save} />
							<Decline page={page} data={contacts} />
						</Part>
					)}
					<Part id="codes" title={words.codes.title}>
						{finding instanceof NewCodes ? (
							<CodeList words={words} codes={finding.codes} />
						) : (
							<CodeForm {...common} left={own.recoveryCodesLeft} />
						)}
					</Part>
					<Part id="questions" title={words.questions.title} isOpen={form.action === "questions"}>
						<p>{own.hasAnswers ? words.questions.again : words.questions.lead}</p>
						<QuestionForm {...common} menus={menus} device={device} />
					</Part>
					<Part id="phrase" title={words.phrase.title} isOpen={form.action === "phrase"}>
						<p>{words.phrase.lead}</p>
						<PhraseForm {...common} phrase={phrase} />
					</Part>
					{(own.devices.mayUnregisterThis || own.devices.mayUnregisterAll) && (
						<Part id="devices" title={words.devices.title}>
							<p>{words.devices.lead}</p>
							<Form state={stateOf(form, "forget")} action="forget" language={language} class="fields">
								{own.devices.mayUnregisterThis && (
									<button type="submit" class="button" name="devices" value="this">
										{words.devices.forgetThis}
									</button>
								)}
								{own.devices.mayUnregisterAll && (
									<button type="submit" class="button" name="devices" value="all">
										{words.devices.forgetAll}
									</button>
								)}
							</Form>
						</Part>
					)}
					{finish}
				</>
			),
		};
	},
	actions: {
		...registrationActions,
		forget: verb(
			z.object({ devices: z.enum(["this", "all"]) }),
			(ctx, key, { devices }) => forgetDevices(ctx, key, devices),
			"saved",
		),
		finish: verb(z.object({}), finishPreferences),
	},
});

/** A part of the page. `isOpen` given: it opens on a click, and stays open while its form has something to say. */
const Part: FC<{ id: string; title: string; isOpen?: boolean; children?: Child }> = ({
	id,
	title,
	isOpen,
	children,
}) => (
	<section class="part" aria-labelledby={`part-${id}`}>
		{isOpen === undefined ? (
			<>
				<h2 id={`part-${id}`}>{title}</h2>
				{children}
			</>
		) : (
			<details open={isOpen}>
				<summary>
					<h2 id={`part-${id}`}>{title}</h2>
				</summary>
				{children}
			</details>
		)}
	</section>
);
