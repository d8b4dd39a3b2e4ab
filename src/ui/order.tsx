// Moving a row of an ordered list: up, down, or to a place. Each is a form, so it works by keyboard and without script.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { Language } from "../languages";
import { Notice } from "./card";
import { Form, type FormState } from "./form";
import { uiWords } from "./frame";

/** Japanese keyboards type full-width digits. */
const place = z
	.string()
	.max(10)
	.transform((typed) => Number(typed.normalize("NFKC").trim()))
	.pipe(z.int().min(1).max(10_000));

/** The fields of the action `move`. `from` is the place at which the reader saw the row. */
export const MoveFields = z.object({ id: z.string().max(64), from: place, to: place });

/** Where the focus is after a move. */
const orderId = (id: string) => `order-${id}`;

/** The browser goes back to the row, so that the next press of a key moves the same row on. */
export const rowAfterMove = (list: string, id: string): string => `${list}#${orderId(id)}`;

interface OrderProps {
	state: FormState;
	language: Language;
	row: { id: string; name: string; priority: number };
	isLast?: boolean;
}

export const Order: FC<OrderProps> = ({ state, language, row: { id, name, priority }, isLast }) => {
	const words = uiWords[language].order;
	// A refusal is said once, above the forms of all rows.
	const form: FormState = { ...state, errors: [] };
	const fields = (
		<>
			<input type="hidden" name="id" value={id} />
			<input type="hidden" name="from" value={String(priority)} />
		</>
	);
	/** Holds the place of a button that a row doesn't have, so that the buttons of all rows stand below each other. */
	const gap = (text: string) => (
		<span class="button order-gap" aria-hidden="true">
			{text}
		</span>
	);
	const button = (to: number, text: string, label: string) => (
		<Form state={form} action="move" language={language}>
			{fields}
			<input type="hidden" name="to" value={String(to)} />
			<button type="submit" class="button" aria-label={label}>
				{text}
			</button>
		</Form>
	);
	return (
		<div class="tools order" id={orderId(id)} tabindex={-1}>
			{priority > 1 ? button(priority - 1, words.up, words.upOf(name)) : gap(words.up)}
			{isLast ? gap(words.down) : button(priority + 1, words.down, words.downOf(name))}
			<Form state={form} action="move" language={language} class="tools">
				{fields}
				<input
					class="place"
					name="to"
					value={String(priority)}
					inputmode="numeric"
					maxlength={5}
					aria-label={words.positionOf(name)}
				/>
				<button type="submit" class="button" aria-label={words.moveToOf(name)}>
					{words.moveTo}
				</button>
			</Form>
		</div>
	);
};

/** Why a row wasn't moved. */
export const MoveRefused: FC<{ state: FormState }> = ({ state }) =>
	state.action === "move" && state.errors.length > 0 ? (
		<Notice tone="danger" isStatus>
			{state.errors.map(({ text }) => text).join(" ")}
		</Notice>
	) : null;
