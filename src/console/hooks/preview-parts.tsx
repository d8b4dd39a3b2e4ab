// The parts of a hook's preview: choosing, editing, and the request beside the response.
import type { FC } from "hono/jsx";
import { causeText } from "../../errors/cause";
import type { HookTrial } from "../../hooks/execute";
import type { InlineHookRow } from "../../hooks/service";
import { Card, Facts } from "../../ui/card";
import { optionsOf, SelectField, TextArea } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { Badge, CodePanel } from "../../ui/parts";
import type { PageState } from "../../web/page";
import { MainButton } from "../frame";
import { wordsIn } from "./parts";

export const GenerateForm: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const words = wordsIn(language).preview;
	const form = stateOf(state.form, "generate");
	return (
		<Card id="generate" title={words.generate}>
			<Form state={form} action="generate" language={language} class="fields">
				<Field
					state={form}
					name="userId"
					label={words.userId}
					hint={words.userHint}
					autocomplete="off"
					maxlength={100}
				/>
				<SelectField
					state={form}
					name="event"
					label={words.event}
					options={optionsOf(words.events)}
					value="com.okta.user.telephony.mfa-verification"
				/>
				<SelectField
					state={form}
					name="channel"
					label={words.channel}
					options={optionsOf(words.channels)}
					value="SMS"
				/>
				<button type="submit" class="button">
					{words.generateButton}
				</button>
			</Form>
		</Card>
	);
};

/** @param request null: what was sent a moment ago stands in it */
export const EditForm: FC<{ state: PageState; request: string | null }> = ({ state, request }) => {
	const { language } = state.frame;
	const words = wordsIn(language).preview;
	const form = stateOf(state.form, "send");
	return (
		<Card id="edit" title={words.edit}>
			<Form state={form} action="send" language={language} class="fields">
				<TextArea
					state={form}
					name="request"
					label={words.request}
					hint={words.requestHint}
					value={request ?? ""}
					rows={22}
					isCode
				/>
				<MainButton>{words.sendButton}</MainButton>
			</Form>
		</Card>
	);
};

interface TrialProps {
	state: PageState;
	hook: InlineHookRow;
	request: unknown;
	trial: HookTrial;
}

export const TrialView: FC<TrialProps> = ({ state, hook, request, trial: { answer, verdict, durationMs } }) => {
	const { language } = state.frame;
	const words = wordsIn(language).preview;
	const headers = [
		`POST ${hook.uri}`,
		...hook.headers.map(({ key, value }) => `${key}: ${value}`),
		`${hook.authKey}: ••••••`,
	];
	const used = verdict.ok ? verdict : null;
	const text = (value: string | null | undefined) =>
		value ? <span translate="no">{value}</span> : <span class="muted">{words.nothingUsed}</span>;
	return (
		<Card id="sent" title={words.sent}>
			<Facts
				facts={[
					[
						words.outcome,
						used ? (
							<Badge tone="success">{used.status === "PENDING" ? words.pending : words.success}</Badge>
						) : (
							<>
								<Badge tone="danger">{words.failure}</Badge>
								<p>{verdict.ok ? "" : causeText(verdict.cause, language)}</p>
							</>
						),
					],
					[words.statusCode, answer === null ? words.noAnswer : String(answer.status)],
					[words.duration, words.ms(durationMs)],
					[words.mediaType, answer && (answer.contentType ?? words.noMediaType)],
				]}
			/>
			{used && (
				<>
					<h3>{words.used}</h3>
					<Facts
						facts={[
							[words.provider, text(used.provider)],
							[words.transactionId, text(used.transactionId)],
							[words.transactionMetadata, text(used.transactionMetadata)],
						]}
					/>
				</>
			)}
			<div class="side-by-side">
				<CodePanel
					language={language}
					title={words.sentRequest}
					code={`${headers.join("\n")}\n\n${JSON.stringify(request, null, 2)}`}
				/>
				<div class="stack-tight">
					<CodePanel
						language={language}
						title={words.response}
						code={answer === null ? words.noAnswer : shownBody(answer.text) || words.emptyBody}
					/>
					{answer !== null && answer.text.length > mostShown && <p class="muted">{words.cut}</p>}
				</div>
			</div>
		</Card>
	);
};

/** A page with more would be slow, and nobody reads it. */
const mostShown = 16_000;

/** JSON is set out in lines; anything else is shown as it came. */
function shownBody(text: string): string {
	if (text.length > mostShown) return text.slice(0, mostShown);
	try {
		return JSON.stringify(JSON.parse(text), null, 2);
	} catch {
		return text;
	}
}
