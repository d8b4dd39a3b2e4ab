// Finding whoever has called. The form is sent by POST and its result stands in no address, because addresses are noted
// down everywhere.
import * as z from "zod";
import { lookUp } from "../../care/people";
import { CareLookup, type FoundPersonView } from "../../care/schema";
import { Empty } from "../../ui/card";
import { Field, Form } from "../../ui/form";
import { Table } from "../../ui/table";
import { exactWays } from "../../users/search";
import { action, Finding, page } from "../../web/page";
import { helpDesk } from "../../web/router";
import { consolePage, MainButton } from "../frame";
import { careAt, paths, signInFor } from "../paths";
import { StatusBadge } from "../users/status";
import { wordsIn } from "./parts";

class FoundPeople extends Finding {
	readonly people: readonly FoundPersonView[];

	constructor(people: readonly FoundPersonView[]) {
		super();
		this.people = people;
	}
}

export const findCaredPage = page({
	path: paths.care,
	access: helpDesk,
	signIn: signInFor,
	load: (ctx) => ({ actor: ctx.actor }),
	view: (state, { actor }) => {
		const { form, frame, finding } = state;
		const words = wordsIn(frame.language);
		const people = finding instanceof FoundPeople ? finding.people : null;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<Form state={form} action="find" language={frame.language} class="form-row">
						<Field
							state={form}
							name="value"
							label={words.value}
							hint={words.valueHint}
							type="search"
							autocomplete="off"
							maxlength={254}
							autofocus
						/>
						<MainButton>{words.find}</MainButton>
					</Form>
					{people?.length === 0 && <Empty title={words.nobody} lead={words.nobodyLead} />}
					{people && people.length > 0 && (
						<>
							<p role="status">{words.several(people.length)}</p>
							<Table
								frame={frame}
								caption={words.found}
								rows={people}
								columns={[
									{
										title: words.name,
										isName: true,
										cell: ({ id, displayName }) => (
											<a href={careAt(id)} translate="no">
												{displayName}
											</a>
										),
									},
									{ title: words.login, cell: ({ login }) => <span translate="no">{login}</span> },
									{ title: words.status, cell: ({ status }) => <StatusBadge state={state} status={status} /> },
								]}
							/>
						</>
					)}
				</>
			),
		});
	},
	actions: {
		find: action({
			fields: z.object({ value: CareLookup.shape.value }),
			run: async (ctx, { value }) => {
				const found = (await Promise.all(exactWays.map((by) => lookUp(ctx, { by, value })))).flat();
				const people = [...new Map(found.map((person) => [person.id, person])).values()];
				return people.length === 1 ? careAt(people[0]!.id) : new FoundPeople(people);
			},
		}),
	},
});
