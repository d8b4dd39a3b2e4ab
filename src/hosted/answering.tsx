// The parts of the page for a code: waiting for the message, what is known of it, sending it again, and other ways.
import type { Child, FC } from "hono/jsx";
import { Form, type FormState } from "../ui/form";
import { dateFormat } from "../ui/formats";
import type { PageFrame } from "../ui/frame";
import { hostedWords, MainButton } from "./frame";
import type { Message } from "./message";
import { pathOf } from "./places";

interface Spoken {
	frame: PageFrame;
	form: FormState;
}

/** How a page waits: it asks so often, with so much time between, and then stays a while before it is drawn anew. */
export interface Waiting {
	attempts: number;
	delayMs: number;
	stayMs: number;
}

/** `confirm.js` looks for news. Without a script, the page is drawn anew after a while. */
export const WaitingPart: FC<{ frame: PageFrame; id: string; place: string; waiting: Waiting }> = ({
	frame,
	id,
	place,
	waiting: { attempts, delayMs, stayMs },
}) => {
	const words = hostedWords[frame.language].code;
	return (
		<>
			<div data-wait={JSON.stringify({ attempts, delayMs, stayMs })} role="status">
				<p>{words.waitingFor(place)}</p>
				<progress aria-label={words.waiting} />
			</div>
			<p>
				<a class="button" href={`${pathOf(id, "code")}?now`}>
					{words.haveCode}
				</a>
			</p>
		</>
	);
};

/** Where the code went, when, and until when it counts. */
export const MessagePart: FC<{ frame: PageFrame; zone: string; place: string; message: Message }> = ({
	frame: { language },
	zone,
	place,
	message: { is, at, endsAt },
}) => {
	const words = hostedWords[language].code;
	const time = (at: number) => dateFormat(language, zone, "time").format(at);
	return (
		<>
			{at !== null && endsAt !== null && (
				<p class="muted">
					<span translate="no">{place}</span>
					{place && " · "}
					{words.sentAt(time(at))} · {words.endsAt(time(endsAt))}
				</p>
			)}
			{is === "perhaps" && <p class="note">{words.perhaps}</p>}
			{is === "quiet" && <p class="note">{words.quiet}</p>}
			{is === "failed" && (
				<p class="note note-danger" role="alert">
					{words.failedBefore}
				</p>
			)}
		</>
	);
};

interface ResendProps extends Spoken {
	message: Message;
	/** How many messages the person has seen: a second click sends none. */
	sends: number;
	/** It is what the page is for. */
	isMain?: boolean;
}

/** `confirm.js` counts the seconds down. Without it the button says how long to wait. */
export const ResendPart: FC<ResendProps> = ({
	frame: { language },
	form,
	message: { resendInSeconds },
	sends,
	isMain,
}) => {
	const words = hostedWords[language].code;
	if (resendInSeconds === null) return <p class="muted">{words.noResend}</p>;
	return (
		<Form state={{ ...form, errors: [] }} action="resend" language={language}>
			<input type="hidden" name="sends" value={String(sends)} />
			{isMain ? (
				<MainButton>{words.resend}</MainButton>
			) : (
				<button type="submit" class="button">
					{words.resend}
				</button>
			)}
			{resendInSeconds > 0 && (
				<p class="muted countdown" data-seconds={resendInSeconds} data-text={words.resendIn("{0}")}>
					{words.resendIn(String(resendInSeconds))}
				</p>
			)}
			{resendInSeconds > 0 && <p class="muted countdown-end" role="status" data-text={words.resendNow} />}
		</Form>
	);
};

/** The ways out: another way, and cancelling. */
export const OtherWays: FC<Spoken & { id: string; hasOthers: boolean; contact: string | null }> = ({
	frame: { language },
	form,
	id,
	hasOthers,
	contact,
}) => {
	const words = hostedWords[language];
	return (
		<div class="ways-out">
			{hasOthers && <a href={pathOf(id, "choose")}>{words.code.another}</a>}
			<CancelForm form={form} language={language} />
			{contact && (
				<p class="note">
					<strong>{words.help}</strong> {contact}
				</p>
			)}
		</div>
	);
};

export const CancelForm: FC<{ form: FormState; language: PageFrame["language"] }> = ({ form, language }) => (
	<Form state={{ ...form, errors: [] }} action="cancel" language={language}>
		<button type="submit" class="link">
			{hostedWords[language].cancel}
		</button>
	</Form>
);

/** What is wrong with no field in particular. */
export const Refusal: FC<{ form: FormState; children?: Child }> = ({ form, children }) => {
	const sentences = form.errors.filter(({ field }) => field === null).map(({ text }) => text);
	if (sentences.length === 0 && !children) return null;
	return (
		<div class="note note-danger" role="alert">
			{sentences.map((sentence) => (
				<p>{sentence}</p>
			))}
			{children}
		</div>
	);
};
