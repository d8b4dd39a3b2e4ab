// Moving a policy: up, down, or to a place. Each is a form, so it works by keyboard and without script.
import type { FC } from "hono/jsx";
import type { EnrollmentPolicy } from "../../policies/enrollment/read";
import { Form, type FormState } from "../../ui/form";
import type { PageState } from "../../web/page";
import { wordsIn } from "./parts";

/** Where the focus is after a move. */
export const orderId = (policyId: string) => `order-${policyId}`;

export const Order: FC<{ state: PageState; policy: EnrollmentPolicy }> = ({ state, policy }) => {
	const { language } = state.frame;
	const words = wordsIn(language);
	const { id, name, priority } = policy;
	if (policy.isSystem) return <span class="muted">{words.defaultHint}</span>;
	// A refusal is said once, above the forms of all rows.
	const form: FormState = { ...state.form, errors: [] };
	const fields = (
		<>
			<input type="hidden" name="policyId" value={id} />
			<input type="hidden" name="from" value={String(priority)} />
		</>
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
			{priority > 1 && button(priority - 1, words.up, words.upOf(name))}
			{button(priority + 1, words.down, words.downOf(name))}
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
