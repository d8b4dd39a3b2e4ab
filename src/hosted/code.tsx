// The answer to a challenge: what became of the message, one field to type the code into, and other ways.
import { raw } from "hono/html";
import * as z from "zod";
import { challengeShape } from "../challenges/codes/code";
import { mostSends } from "../challenges/codes/kept-code";
import { openPhrase } from "../challenges/owned/phrase";
import { deliveryStep } from "../challenges/service";
import { type ConfiguredType, readType } from "../challenges/type";
import type { Ctx } from "../context";
import { rememberedSendLimits } from "../delivery/limits/service";
import { derived } from "../derived";
import { failureLimit } from "../guard/rules";
import { sanitizeHtml } from "../settings/html";
import { settingsFor } from "../settings/snapshot";
import { findValue, type Snapshot } from "../settings/values";
import { answerTransaction } from "../transactions/verbs/answer";
import { challengeOf, resendCode } from "../transactions/verbs/challenge";
import { lookForPerson } from "../transactions/verbs/look";
import { Form } from "../ui/form";
import { getLock } from "../users/lifecycle";
import { writeFlash } from "../web/flash";
import { SeeOther } from "../web/page";
import { MessagePart, OtherWays, Refusal, ResendPart, type Waiting, WaitingPart } from "./answering";
import { MainButton } from "./frame";
import { CodeHelp } from "./help";
import { messageOf } from "./message";
import { PadFields, readAnswer } from "./pads/answer";
import { AnswerPad } from "./pads/pad";
import { drawPad } from "./pads/view";
import { cancel } from "./password";
import { pathOf, pathOfState } from "./places";
import { knownCookie } from "./reader";
import { type At, step, verb } from "./step";
import { Locked, lockedIn, type Tries, Wrong, wrongText } from "./verdicts";

const AnswerFields = PadFields.extend({
	/** What the person saw. */
	type: z.string().max(100),
	answers: z.coerce.number().int().min(0),
	remember: z.literal("on").optional(),
});

export const codePage = step({
	place: "code",
	states: ["ANSWERING"],
	load: async (ctx, at, request) => {
		const { opened, state } = at;
		const { facts } = opened.kept;
		const { typeKey, choiceId, pad, phraseSealed, answers } = state.asked;
		const settings = await settingsFor(ctx, facts.applicationId);
		const offer = state.offer.find((one) => one.typeKey === typeKey);
		const type = typeIn(settings, typeKey, ...facts.languages);
		const choice = offer?.choices.find(({ id }) => id === choiceId)?.name ?? "";
		return {
			type,
			/** The question, and of a token its name. */
			choice,
			place: offer?.displayed.map(({ value }) => value).join(", ") ?? "",
			view: await drawPad(ctx, { transactionId: facts.id, typeKey, answers }, pad.device),
			message: offer?.isSent ? await readMessage(ctx, at, settings, type.lifeMs) : null,
			waiting: waitingOf(settings),
			phrase: phraseSealed === undefined ? null : await openPhrase(ctx, facts.user.id, phraseSealed),
			isDigits: isDigits(settings, type),
			mayRemember: findValue(settings, "registerdevice.enabled")?.value === "true",
			hasOthers: state.offer.length > 1 || (offer?.choices.length ?? 0) > 1,
			wantsField: answers > 0 || /[?&]now(=|&|$)/.test(request.url),
			now: ctx.now(),
		};
	},
	draw: ({ form, frame, finding }, words, { opened, state, application, brand }, loaded) => {
		const { type, choice, place, view, message, waiting, phrase, now } = loaded;
		const { id } = opened.kept.facts;
		const { asked, sends } = state;
		const spoken = { frame, form };
		const { hasOthers } = loaded;
		const out = <OtherWays {...spoken} id={id} hasOthers={hasOthers} contact={brand.contact} />;
		const help = { processor: type.processor, hasOthers, application: brand.name };
		if (finding instanceof Locked) {
			const { seconds } = finding;
			return {
				title: words.locked.title,
				content: (
					<>
						<p role="alert">{seconds === null ? words.locked.forGood : words.locked.forNow(Math.ceil(seconds / 60))}</p>
						{out}
					</>
				),
			};
		}
		if (message?.is === "waiting" && !loaded.wantsField) {
			return {
				title: words.code.waiting,
				scripts: ["confirm.js"],
				next: { path: pathOf(id, "code"), seconds: Math.max(1, Math.ceil(waiting.stayMs / 1000)) },
				content: (
					<>
						<Refusal form={form} />
						<WaitingPart frame={frame} id={id} place={place} waiting={waiting} />
						{out}
					</>
				),
			};
		}
		const resend = message && {
			...spoken,
			message,
			sends: (sends[asked.typeKey] ?? []).length,
		};
		if (resend && !message.hasEarlier && (message.is === "unsent" || message.is === "failed")) {
			return {
				title: words.code.failed,
				scripts: ["confirm.js"],
				content: (
					<>
						<Refusal form={form}>{words.code.failedLead(place)}</Refusal>
						<ResendPart {...resend} isMain />
						{out}
					</>
				),
			};
		}
		const isQuestion = !type.isForOneUse;
		const errors =
			finding instanceof Wrong
				? [{ field: "answer", text: wrongText(words, type.incorrectMessage, finding.tries) }]
				: form.errors;
		return {
			title: isQuestion ? type.name : words.code.title,
			scripts: view.groups.length > 0 ? ["confirm.js", "pads.js"] : ["confirm.js"],
			content: (
				<>
					<Refusal form={form} />
					{!isQuestion && <div class="lead">{raw(type.message)}</div>}
					{type.key === "ChallengeToken" && (
						<p class="muted" translate="no">
							{choice}
						</p>
					)}
					{message && <MessagePart frame={frame} zone={application.timeZone} place={place} message={message} />}
					{phrase !== null && !asked.pad.isPersonal && (
						<p class="muted">
							{words.code.phrase} <strong translate="no">{phrase}</strong>
						</p>
					)}
					<Form state={{ ...form, errors: [] }} action="answer" language={frame.language} class="fields">
						<input type="hidden" name="type" value={asked.typeKey} />
						<input type="hidden" name="answers" value={String(asked.answers)} />
						<AnswerPad
							state={{ ...form, errors }}
							frame={frame}
							pad={asked.pad}
							view={view}
							label={isQuestion ? choice : type.htmlLabel}
							htmlInputType={type.htmlInputType}
							phrase={phrase}
							now={now}
							field={{
								autocomplete: isQuestion ? "off" : "one-time-code",
								inputmode: loaded.isDigits ? "numeric" : "text",
								maxlength: 200,
								autofocus: true,
							}}
						/>
						{loaded.mayRemember && (
							<label class="check">
								<input type="checkbox" name="remember" value="on" /> {type.registerDeviceMessage}
							</label>
						)}
						<MainButton>{type.continueButton}</MainButton>
					</Form>
					{resend && <ResendPart {...resend} />}
					{resend && <CodeHelp language={frame.language} id={id} {...help} />}
					{out}
				</>
			),
		};
	},
	actions: {
		answer: verb(AnswerFields, async (ctx, key, { type, answers, remember, ...fields }) => {
			const seen = { typeKey: type, answers };
			// Full-width digits of a Japanese keyboard are digits.
			const answer = (await readAnswer(ctx, { transactionId: key.id, ...seen }, fields)).normalize("NFKC");
			try {
				const given = { answer, wantsKnownSource: remember !== undefined, seen };
				const { result, knownSource, ...opened } = await answerTransaction(ctx, key, given);
				const { facts, state } = opened.kept;
				if (knownSource !== null) {
					return new SeeOther(pathOfState(facts.id, state), [knownCookie(facts.user.id, knownSource)]);
				}
				if (result === "accepted") return opened;
				if (state.name === "ANSWERING") return new Wrong(await triesLeft(ctx, facts.user.id));
				return new SeeOther(pathOfState(facts.id, state), [writeFlash({ key: "wrong", name: "" })]);
			} catch (error) {
				const locked = lockedIn(error);
				if (locked) return locked;
				throw error;
			}
		}),
		resend: verb(z.object({ sends: z.coerce.number().int().min(0) }), async (ctx, key, { sends }) => {
			const opened = await lookForPerson(ctx, key);
			const { state } = opened.kept;
			const isSent = state.name === "ANSWERING" && (state.sends[state.asked.typeKey] ?? []).length > sends;
			return isSent ? opened : resendCode(ctx, key);
		}),
		cancel,
	},
});

const typeIn = derived((settings: Snapshot, typeKey: string, ...languages: string[]) => {
	const type = readType(settings, typeKey, languages);
	return { ...type, message: sanitizeHtml(type.message).html };
});

const isDigits = (settings: Snapshot, { key, isForOneUse }: ConfiguredType): boolean =>
	isForOneUse && key !== "ChallengeRecoveryCode" && /^\d+$/.test(challengeShape(settings).alphabet);

/** All that the settings say of the page, for a preview: the message has left at this moment. */
export function sampleCode(settings: Snapshot, languages: readonly string[], typeKey: string, now: number) {
	const type = typeIn(settings, typeKey, ...languages);
	const isSent = type.displayedInfo.length > 0;
	const sent = { is: "sent", at: now, hasEarlier: false, endsAt: now + type.lifeMs, resendInSeconds: 0 } as const;
	return {
		type,
		choice: type.name,
		place: isSent ? "••••••" : "",
		view: { groups: [], sealed: "" },
		message: isSent ? sent : null,
		waiting: waitingOf(settings),
		phrase: null,
		isDigits: isDigits(settings, type),
		mayRemember: true,
		hasOthers: true,
		wantsField: true,
		now,
	};
}

/** A browser that the user's guard knows has failures of its own, which nobody is told. */
async function triesLeft(ctx: Ctx, userId: string): Promise<Tries | null> {
	if (ctx.knownSource !== null) return null;
	const { failures, lockedUntil } = await getLock(ctx, userId);
	return { left: Math.max(0, failureLimit - failures), pauseMs: Math.max(0, (lockedUntil ?? 0) - ctx.now()) };
}

/** How the page waits for news of a message, as the settings say. */
const waitingOf = derived((settings: Snapshot): Waiting & { longestMs: number } => ({
	attempts: numberOf(settings, "ums.integration.message.status.poll.attempts"),
	delayMs: numberOf(settings, "ums.integration.message.status.poll.delay"),
	stayMs: numberOf(settings, "ums.integration.deliveryPage.delay"),
	longestMs: numberOf(settings, "ums.integration.sleepInterval"),
}));

const numberOf = (settings: Snapshot, name: string): number => Number(findValue(settings, name)?.value ?? 0);

async function readMessage(ctx: Ctx, { opened, state }: At<"ANSWERING">, settings: Snapshot, lifeMs: number) {
	const { facts } = opened.kept;
	const sends = state.sends[state.asked.typeKey] ?? [];
	const last = sends.at(-1);
	const [challenge, { telephone, mail }] = await Promise.all([
		challengeOf(ctx, facts, state),
		rememberedSendLimits.get(ctx),
	]);
	const isByTelephone = ["ChallengeSMS", "ChallengeVoice"].includes(challenge.type.processor ?? "");
	return messageOf({
		sends,
		step: last ? await deliveryStep(ctx, challenge, last.deliveryId) : null,
		lifeMs,
		cooldownMs: 1000 * (isByTelephone ? telephone : mail).cooldownSeconds,
		longestMs: waitingOf(settings).longestMs,
		mostSends,
		now: ctx.now(),
	});
}
