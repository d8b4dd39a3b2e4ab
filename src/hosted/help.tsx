// Help beside a code that was sent: what to do when nothing comes, and when the phone or the mailbox is out of reach.
import type { FC } from "hono/jsx";
import type { Language } from "../languages";
import { hostedWords } from "./frame";
import { pathOf } from "./places";

interface CodeHelpProps {
	language: Language;
	id: string;
	/** What brings the code, as the type's processor is called. */
	processor: string | null;
	hasOthers: boolean;
	/** What people call the application. */
	application: string;
}

/** Two questions, each with a way out. */
export const CodeHelp: FC<CodeHelpProps> = ({ language, id, processor, hasOthers, application }) => {
	const { code: words } = hostedWords[language];
	return (
		<div class="helps">
			<details class="more">
				<summary>{words.nothingCame}</summary>
				<p>{processor === "ChallengeEmail" ? words.nothingCameByMail : words.nothingCameByTelephone}</p>
			</details>
			<details class="more">
				<summary>{words.outOfReach}</summary>
				<p>
					{hasOthers ? (
						<>
							{words.outOfReachLead} <a href={pathOf(id, "choose")}>{words.another}</a>
						</>
					) : (
						words.outOfReachAlone(application)
					)}
				</p>
			</details>
		</div>
	);
};
