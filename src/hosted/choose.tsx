// Choosing how to be challenged: each way is a button. Choosing one that sends a message sends it, the first time.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { ApiError } from "../errors";
import { chooseChallenge } from "../transactions/verbs/challenge";
import { lookForPerson } from "../transactions/verbs/look";
import { toTransactionView } from "../transactions/view";
import { Form } from "../ui/form";
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
		return view.offer.flatMap(({ type, name, description, choices, displayed }): Way[] => {
			const places = displayed.map(({ value }) => value).join(", ");
			return choices.map((choice) => ({
				value: `${type}:${choice.id}`,
				// Several things of one type go by their own names, such as tokens.
				name: choices.length > 1 || type === "ChallengeToken" ? choice.name : name,
				note: places || description,
				isCurrent: view.asked?.type === type && view.asked.choice === choice.id,
			}));
		});
	},
	draw: ({ form, frame: { language } }, words, { brand: { contact } }, ways) => ({
		title: words.choose.title,
		content: (
			<>
				<Form state={form} action="choose" language={language} class="ways">
					{ways.map((way) => (
						<WayButton way={way} current={words.choose.current} />
					))}
				</Form>
				{contact && (
					<p class="note">
						<strong>{words.help}</strong> {contact}
					</p>
				)}
				<Form state={form} action="cancel" language={language} class="quiet">
					<button type="submit" class="link">
						{words.cancel}
					</button>
				</Form>
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

const WayButton: FC<{ way: Way; current: string }> = ({ way: { value, name, note, isCurrent }, current }) => (
	<button type="submit" name="method" value={value} class="way">
		<strong>{name}</strong>
		<span>{note}</span>
		{isCurrent && <span class="badge">{current}</span>}
	</button>
);
