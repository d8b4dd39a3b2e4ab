// The question before each action of customer care. Nothing is done without a reason, which the System Log keeps.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { isProven } from "../../administrators/sessions";
import { applicationNames } from "../../applications/service";
import { againstAction, type CareActionName, careActions } from "../../care/against";
import { giveHelpDeskCode } from "../../care/help-desk-code";
import { lookAt } from "../../care/overview";
import { caredUser } from "../../care/people";
import { resetUser, unregisterDevices } from "../../care/resets";
import { CareNote, HelpDeskCodeInput, TemporaryAllowInput } from "../../care/schema";
import { allowTemporarily, cancelTemporaryAllow } from "../../care/temporary-allow";
import { unlockByCare } from "../../care/unlock";
import type { Ctx } from "../../context";
import { Empty } from "../../ui/card";
import { SelectField, TextArea } from "../../ui/choices";
import { Field } from "../../ui/form";
import { writeOnce } from "../../web/once";
import { type PageState, SeeOther, type Session } from "../../web/page";
import { helpDesk } from "../../web/router";
import { check } from "../../web/validate";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { present } from "../input";
import { careAt } from "../paths";
import { question } from "../question";
import { WhyNot } from "./action-card";
import { isHarmless, wordsIn } from "./parts";

/** What a verb takes at the most is for the verb to say. */
const typed = z.string().max(10_000);
const fields = z.object({
	reason: typed,
	ticket: typed.default(""),
	minutes: typed.optional(),
	application: typed.optional(),
});

const choicesOfMinutes = [15, 30, 60, 120, 240, 480, 1440] as const;
const usualMinutes = 120;

export const careActionPages = careActions.map((name) =>
	question({
		path: `/console/care/{userId}/${name}`,
		access: helpDesk,
		fields,
		load: async (ctx, { params: { userId = "" }, session }) => {
			const person = await lookAt(ctx, userId, undefined);
			const against = againstAction(name, person, ctx.actor);
			const givesCode = name === "help-desk-code" && against === null;
			if (givesCode) proveFirst(isProven(ctx, present(session)), careAt(userId, name));
			return { user: person.user, against, applications: givesCode ? await applicationNames(ctx) : [] };
		},
		ask: ({ user, against, applications }, state) => {
			const all = consoleWords[state.frame.language];
			const words = all.care.actions[name];
			const of = { href: careAt(user.id), text: user.displayName };
			return {
				title: words.question(user.displayName),
				of,
				button: words.confirm(user.displayName),
				isHarmless: isHarmless(name),
				text: (
					<>
						<p>{words.effect}</p>
						{name === "temporary-allow" && <Minutes state={state} />}
						{name === "help-desk-code" && <Applications state={state} applications={applications} />}
						<NoteFields state={state} />
					</>
				),
				instead: against !== null && (
					<Empty title={all.care.notNow} lead={<WhyNot state={state} name={name} against={against} />} />
				),
			};
		},
		take: async (ctx, { params, session }, { reason, ticket, ...more }) => {
			const userId = params.userId!;
			// A form sends an empty text for what was left out, and a reason may be typed in several lines.
			const note = { reason: reason.replaceAll(/[\r\n]+/g, " "), ticket: ticket.trim() || undefined };
			if (name === "help-desk-code") return giveCode(ctx, userId, present(session), { ...note, ...more });
			const { displayName } = await caredUser(ctx, userId);
			await act(ctx, userId, name, { ...note, minutes: Number(more.minutes) });
			return done(careAt(userId), `care.${name}`, displayName);
		},
	}),
);

type Note = z.input<typeof CareNote>;

const resetOf = {
	"reset-otp-profile": "otp-profile",
	"reset-questions": "questions",
	"reset-phrase": "phrase",
	"reset-all": "all",
} as const;

async function act(
	ctx: Ctx,
	userId: string,
	name: Exclude<CareActionName, "help-desk-code">,
	{ minutes, ...note }: Note & { minutes: number },
): Promise<unknown> {
	switch (name) {
		case "unlock":
			return unlockByCare(ctx, userId, check(CareNote, note));
		case "temporary-allow":
			return allowTemporarily(ctx, userId, check(TemporaryAllowInput, { ...note, minutes }));
		case "temporary-allow/cancel":
			return cancelTemporaryAllow(ctx, userId, check(CareNote, note));
		case "unregister-devices":
			return unregisterDevices(ctx, userId, check(CareNote, note));
		default:
			return resetUser(ctx, userId, resetOf[name], check(CareNote, note));
	}
}

/** The person's page shows the code, once. */
async function giveCode(
	ctx: Ctx,
	userId: string,
	session: Session,
	{ reason, ticket, application }: Note & { application?: string | undefined },
): Promise<SeeOther> {
	proveFirst(isProven(ctx, session), careAt(userId, "help-desk-code"));
	const { code } = await giveHelpDeskCode(ctx, userId, check(HelpDeskCodeInput, { reason, ticket, application }));
	return new SeeOther(careAt(userId), [await writeOnce(ctx, session, userId, code)]);
}

interface FieldProps {
	state: PageState;
}

const NoteFields: FC<FieldProps> = ({ state: { form, frame } }) => {
	const words = wordsIn(frame.language).note;
	return (
		<>
			<TextArea state={form} name="reason" label={words.reason} hint={words.reasonHint} rows={3} maxlength={500} />
			<Field
				state={form}
				name="ticket"
				label={words.ticket}
				hint={words.ticketHint}
				autocomplete="off"
				maxlength={100}
			/>
		</>
	);
};

const Minutes: FC<FieldProps> = ({ state: { form, frame } }) => {
	const words = wordsIn(frame.language);
	return (
		<SelectField
			state={form}
			name="minutes"
			label={words.minutes}
			value={String(usualMinutes)}
			options={choicesOfMinutes.map((minutes) => ({ value: String(minutes), text: words.lasts[minutes] }))}
		/>
	);
};

const Applications: FC<FieldProps & { applications: readonly { id: string; name: string }[] }> = ({
	state: { form, frame },
	applications,
}) => {
	const words = wordsIn(frame.language);
	return (
		<SelectField
			state={form}
			name="application"
			label={words.next.application}
			hint={words.applicationHint}
			options={applications.map(({ id, name }) => ({ value: id, text: name, isName: true }))}
		/>
	);
};
