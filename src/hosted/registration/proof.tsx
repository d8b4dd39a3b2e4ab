// Proving whose a number or an address is: sending a code to it, and typing the code.
import type { FC } from "hono/jsx";
import { Field, Form, stateOf } from "../../ui/form";
import { relativeTime } from "../../ui/time";
import type { PageState } from "../../web/page";
import { MainButton } from "../frame";
import type { RegistrationWords } from "./words/en";

export interface ProofData {
	fieldKey: string;
	/** Masked. */
	value: string;
	/** The last message; null: none was sent. */
	sent: { at: number; isSure: boolean; now: number } | null;
}

interface ProofFormProps {
	state: PageState;
	words: RegistrationWords;
	proof: ProofData;
}

export const ProofForm: FC<ProofFormProps> = ({ state: { form, frame }, words, proof }) => {
	const { fieldKey, value, sent } = proof;
	const { language } = frame;
	const lead = sent === null ? words.proof.notSent : sent.isSure ? words.proof.sent : words.proof.perhaps;
	const fieldOf = <input type="hidden" name="field" value={fieldKey} />;
	const typed = stateOf(form, "prove");
	return (
		<>
			<p>{lead(value)}</p>
			{sent && (
				<Form state={typed} action="prove" language={language} class="fields">
					{fieldOf}
					<Field
						state={{ ...typed, values: {} }}
						name="answer"
						label={words.proof.code}
						hint={words.proof.sentAt(relativeTime(sent.at, sent.now, language))}
						inputmode="text"
						autocomplete="one-time-code"
						maxlength={40}
					/>
					<MainButton>{words.proof.goOn}</MainButton>
				</Form>
			)}
			<Form state={stateOf(form, "send")} action="send" language={language}>
				{fieldOf}
				{sent === null ? (
					<MainButton>{words.proof.send}</MainButton>
				) : (
					<button type="submit" class="button">
						{words.proof.sendAgain}
					</button>
				)}
			</Form>
		</>
	);
};
