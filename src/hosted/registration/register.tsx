// Registering, one part after the other, each kept by itself; and what both pages of this folder load and do.
import { raw } from "hono/html";
import * as z from "zod";
import { drawPhrase } from "../../challenges/owned/phrase";
import { questionMenus } from "../../challenges/owned/questions";
import { questionText } from "../../challenges/owned/words";
import { settingsIn } from "../../contacts/fields";
import type { Ctx } from "../../context";
import { ApiError, invalid } from "../../errors";
import type { Language } from "../../languages";
import { type DevicePage, deviceOffers } from "../../registration/devices";
import { type FieldToRegister, readFields } from "../../registration/fields";
import { sanitizeHtml } from "../../settings/html";
import { settingsFor } from "../../settings/snapshot";
import { findValue, keysOf, type Snapshot } from "../../settings/values";
import type { Proof } from "../../transactions/states/state";
import { deviceTokenOf } from "../../transactions/verbs/advance";
import { lookForPerson } from "../../transactions/verbs/look";
import { type Key, type Opened, registrantOf } from "../../transactions/verbs/open";
import { endCodes, makeCodes } from "../../transactions/verbs/preferences";
import {
	declineContacts,
	proveContactField,
	registerContacts,
	registerPhrase,
	registerQuestions,
	sendContactProof,
	skipContacts,
} from "../../transactions/verbs/register";
import { on } from "../../ui/choices";
import { Form, stateOf } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import type { PageState } from "../../web/page";
import { CancelForm } from "../answering";
import { MainButton } from "../frame";
import { cancel } from "../password";
import { type At, step, verb } from "../step";
import { type ContactData, ContactForm, type ShownField } from "./contacts";
import { answerName, CodeForm, CodeList, type Menu, NewCodes, PhraseForm, QuestionForm, questionName } from "./owned";
import { type ProofData, ProofForm } from "./proof";
import { english, type RegistrationWords } from "./words/en";
import { japanese } from "./words/ja";

/** The compiler names a language that has no words. */
export const registrationWords: Readonly<Record<Language, RegistrationWords>> = { en: english, ja: japanese };

const Answer = z.object({ field: z.string().max(100), answer: z.string().trim().max(200) });
const Answers = z.object({}).catchall(z.string().max(200));

/** What can be done on both pages. */
export const registrationActions = {
	contacts: verb(
		z.object({}).catchall(z.string().max(1000)),
		async (ctx, key, values) => {
			const { shown } = await readFields(ctx, registrantOf(await lookForPerson(ctx, key)));
			const given = shown.map((field): [string, string] => [field.key, String(values[nameOf(shown, field)] ?? "")]);
			const remembersDevice = values.remember === on;
			const typed = Object.fromEntries(given);
			return sendNext(ctx, key, await registerContacts(ctx, key, typed, { remembersDevice }));
		},
		"saved",
	),
	send: verb(Answer.pick({ field: true }), (ctx, key, { field }) => sendContactProof(ctx, key, field)),
	prove: verb(
		Answer,
		async (ctx, key, { field, answer }) => {
			if (answer === "") throw invalid("answer", "missing");
			const { result, ...opened } = await proveContactField(ctx, key, field, answer);
			if (result === "expired") throw new ApiError("E0000083");
			if (result !== "accepted") throw invalid("answer", "wrong-code");
			return sendNext(ctx, key, opened);
		},
		"saved",
	),
	questions: verb(
		Answers,
		async (ctx, key, values) => {
			const { user } = await lookForPerson(ctx, key);
			const given = (await questionMenus(ctx, user.id)).map((_, place) => ({
				question: values[questionName(place)] ?? "",
				answer: values[answerName(place)] ?? "",
			}));
			const remembersDevice = values.remember === on;
			return atFields(fieldOf, () => registerQuestions(ctx, key, given, { remembersDevice }));
		},
		"saved",
	),
	phrase: verb(
		z.object({ phrase: z.string().max(200) }),
		(ctx, key, { phrase }) => registerPhrase(ctx, key, phrase),
		"saved",
	),
	codes: verb(z.object({}), async (ctx, key) => new NewCodes(await makeCodes(ctx, key))),
	decline: verb(z.object({}), declineContacts, "saved"),
};

export const registerPage = step({
	place: "register",
	states: ["REGISTERING"],
	load: async (ctx, { opened, state }: At<"REGISTERING">) => {
		const { shown } = await readFields(ctx, registrantOf(opened));
		const [contacts, menus, device] = await Promise.all([
			contactDataOf(ctx, opened, shown, state.open.mayDecline),
			state.open.parts[0] === "QUESTIONS" ? menusOf(ctx, opened) : [],
			deviceLabel(ctx, opened, "questions"),
		]);
		const phrase = drawPhrase(opened.kept.facts.languages);
		return { contacts, proof: proofDataOf(ctx, shown, state.proof), menus, device, phrase };
	},
	draw: (page, _, { state: { open } }, data) => {
		const { form, finding, frame } = page;
		const { language } = frame;
		const words = registrationWords[language];
		const part = open.parts[0] ?? "CONTACTS";
		const common = { form, language, words };
		const end = <CancelForm form={form} language={language} />;
		switch (part) {
			case "PREFERENCES":
				return drawn(words.phrase, <PhraseForm {...common} phrase={data.phrase} />, end);
			case "QUESTIONS":
				return drawn(words.questions, <QuestionForm {...common} menus={data.menus} device={data.device} />, end);
			case "RECOVERY_CODES":
				return {
					title: words.codes.title,
					content: (
						<>
							{finding instanceof NewCodes ? (
								<CodeList words={words} codes={finding.codes} />
							) : (
								<CodeForm {...common} left={null} />
							)}
							<Form state={stateOf(form, "endCodes")} action="endCodes" language={language}>
								{finding instanceof NewCodes ? (
									<MainButton>{words.codes.noted}</MainButton>
								) : (
									<button type="submit" class="button">
										{words.skip}
									</button>
								)}
							</Form>
						</>
					),
				};
			case "CONTACTS":
				return {
					title: data.proof === null ? data.contacts.title : words.proof.title,
					content: (
						<>
							<ContactPart page={page} words={words} data={data} maySkip={open.maySkip} />
							{end}
						</>
					),
				};
		}
	},
	actions: {
		...registrationActions,
		skip: verb(z.object({}), skipContacts),
		endCodes: verb(z.object({}), endCodes),
		cancel,
	},
});

const drawn = ({ title, lead }: { title: string; lead: string }, form: unknown, end: unknown) => ({
	title,
	content: (
		<>
			<p>{lead}</p>
			{form}
			{end}
		</>
	),
});

interface ContactPartProps {
	page: PageState;
	words: RegistrationWords;
	data: { contacts: ContactData; proof: ProofData | null };
	maySkip: boolean;
}

/** The contact data of a registration, with the ways not to give it. */
export const ContactPart = ({ page, words, data, maySkip }: ContactPartProps) => {
	const { form, frame } = page;
	return (
		<>
			<Contacts page={page} words={words} data={data} button={data.contacts.button} />
			{maySkip && (
				<Form state={stateOf(form, "skip")} action="skip" language={frame.language}>
					<button type="submit" class="button">
						{words.skip}
					</button>
				</Form>
			)}
			<Decline page={page} data={data.contacts} />
		</>
	);
};

interface ContactsProps extends Omit<ContactPartProps, "maySkip"> {
	button: string;
}

/** While something waits for its code, the form stands behind that. */
export const Contacts = ({ page, words, data: { contacts, proof }, button }: ContactsProps) => {
	const { form, frame } = page;
	const fields = <ContactForm form={form} language={frame.language} words={words} data={contacts} button={button} />;
	if (proof === null) {
		return (
			<>
				<p>{contacts.lead}</p>
				{fields}
			</>
		);
	}
	return (
		<>
			<ProofForm state={page} words={words} proof={proof} />
			<details class="more" open={form.action === "contacts"}>
				<summary>{words.proof.change}</summary>
				{fields}
			</details>
		</>
	);
};

export const Decline = ({ page: { form, frame }, data }: { page: PageState; data: ContactData }) =>
	data.decline && (
		<Form state={stateOf(form, "decline")} action="decline" language={frame.language} class="stack">
			<div class="muted">{data.decline.text}</div>
			<button type="submit" class="button">
				{data.decline.button}
			</button>
		</Form>
	);

/** The verb names `answers.0.answer` what the form calls `answer0`. */
function fieldOf(place: string): string {
	const [, number, name] = /^answers\.(\d+)\.(answer|question)$/.exec(place) ?? [];
	return number === undefined ? place : (name === "answer" ? answerName : questionName)(Number(number));
}

/** Whatever has to be proven is sent its code at once, one after the other. */
async function sendNext(ctx: Ctx, key: Key, opened: Opened): Promise<Opened> {
	const { state } = opened.kept;
	if (state.name !== "REGISTERING" && state.name !== "PREFERENCES") return opened;
	const { shown } = await readFields(ctx, registrantOf(opened));
	const next = waitingOf(shown);
	return next ? sendContactProof(ctx, key, next.key) : opened;
}

const waitingOf = (fields: readonly FieldToRegister[]) => fields.find((field) => field.state === "WAITING");

/** What waits first, and whether its code is on its way. */
export function proofDataOf(ctx: Ctx, fields: readonly FieldToRegister[], proof: Proof | null): ProofData | null {
	const waiting = waitingOf(fields);
	if (!waiting) return null;
	const last = proof?.fieldKey === waiting.key ? proof.sends.at(-1) : undefined;
	const sent = last ? { at: last.at, isSure: last.outcome === "SENT", now: ctx.now() } : null;
	return { fieldKey: waiting.key, value: waiting.value ?? "", sent };
}

/** Names of ours, and names that several fields have, would be read as something else. */
function nameOf(fields: readonly FieldToRegister[], { key, inputName }: FieldToRegister): string {
	const isOwn = fields.filter((field) => field.inputName === inputName).length === 1;
	return isOwn && inputName !== "remember" && !inputName.startsWith("_") ? inputName : key;
}

/** The page as the settings of the application have it, in the person's language. */
export async function contactDataOf(
	ctx: Ctx,
	opened: Opened,
	fields: readonly FieldToRegister[],
	mayDecline: boolean,
): Promise<ContactData> {
	const { applicationId, languages } = opened.kept.facts;
	const settings = await settingsFor(ctx, applicationId);
	return contactDataIn(settings, { languages, fields, mayDecline, device: await deviceLabel(ctx, opened, "userinfo") });
}

interface ContactParts {
	languages: readonly string[];
	fields: readonly FieldToRegister[];
	mayDecline: boolean;
	device: string | null;
}

/** The same of settings that are at hand. */
export function contactDataIn(
	settings: Snapshot,
	{ languages, fields, mayDecline, device }: ContactParts,
): ContactData {
	const text = (name: string) => findValue(settings, name, languages)?.value ?? "";
	const html = (given: string) => raw(sanitizeHtml(given).html);
	return {
		title: text("register.userinfo.title"),
		lead: html(text("register.userinfo.message")),
		button: text("register.userinfo.continue.button"),
		fields: fields.map(
			(field): ShownField => ({
				...field,
				name: nameOf(fields, field),
				label: html(field.name),
				description: field.description === "" ? null : html(field.description),
			}),
		),
		infos: keysOf(settings, "messages.enum")
			.filter((key) => text(`messages.enum.${key}.enabled`) !== "false")
			.map((key) => ({
				key,
				title: text(`messages.enum.${key}.name`),
				text: html(text(`messages.enum.${key}.description`)),
			})),
		device,
		decline: mayDecline
			? { text: html(text("register.userinfo.decline.message")), button: text("register.userinfo.decline.button") }
			: null,
	};
}

/**
 * The page for contact data with all that the settings have for it, for a preview.
 * @param shown key of a field, or the error code of a field whose value was refused; `info-terms`: a text has opened
 */
export function sampleRegistration(settings: Snapshot, languages: readonly string[], shown: string) {
	const text = (name: string) => findValue(settings, name, languages)?.value ?? "";
	const fields = settingsIn(settings, null, languages)
		.fields.filter(({ key, isShown, errorCode }) => isShown || key === shown || errorCode === shown)
		.map((field) => ({
			...field,
			value: null,
			state: "MISSING" as const,
			hasProven: false,
			errorText: field.errorCode === null ? "" : text(`error.${field.errorCode}`),
		}));
	const device = text("register.userinfo.registerdevice.message");
	const contacts = contactDataIn(settings, { languages, fields, device, mayDecline: true });
	const infos = contacts.infos.map((info) => ({ ...info, isOpen: `info-${info.key}` === shown }));
	const field = fields.find(({ errorCode }) => errorCode === shown);
	const refused = field && {
		action: "contacts",
		values: { [nameOf(fields, field)]: "?" },
		errors: [{ field: field.key, text: "" }],
	};
	return { refused, data: { contacts: { ...contacts, infos }, proof: null, menus: [], device: null, phrase: "" } };
}

/** Null: the page doesn't offer to remember the device. */
export async function deviceLabel(ctx: Ctx, opened: Opened, page: DevicePage): Promise<string | null> {
	const { facts } = opened.kept;
	const { mayRegister } = await deviceOffers(ctx, registrantOf(opened), page, await deviceTokenOf(ctx, facts));
	if (!mayRegister) return null;
	const settings = await settingsFor(ctx, facts.applicationId);
	return findValue(settings, "register.userinfo.registerdevice.message", facts.languages)?.value ?? "";
}

export async function menusOf(ctx: Ctx, { kept, user }: Opened): Promise<Menu[]> {
	const menus = await questionMenus(ctx, user.id);
	return menus.map((menu) =>
		menu.map((question) => ({ question, text: questionText(question, kept.facts.languages) })),
	);
}
