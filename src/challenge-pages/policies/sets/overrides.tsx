// The pages of a policy set's overrides: adding one, which is the last at first, changing one, and deleting one.
import type { FC } from "hono/jsx";
import type * as z from "zod";
import { done } from "../../../console/flash";
import { consolePage, FormEnd } from "../../../console/frame";
import { signInFor } from "../../../console/paths";
import { question } from "../../../console/question";
import type { Ctx } from "../../../context";
import type { Reason } from "../../../errors/words/shape";
import { readRulebook } from "../../../policies/challenge/rulebook";
import { changePolicySet, getPolicySet, policySetIn } from "../../../policies/challenge/set-service";
import type { PolicySet } from "../../../policies/challenge/sets/schema";
import { Form } from "../../../ui/form";
import { atFields, lastPart } from "../../../web/at-fields";
import { action, type Page, type PageState, page } from "../../../web/page";
import { administrators } from "../../../web/router";
import { placeOfOverride } from "../keys";
import { checkpointName, type Lists, StepLink, setAt, setsPath, wordsIn } from "../parts";
import {
	ActionFields,
	ActionOverrideFields,
	actionOverrideOf,
	type OverridePart,
	ScoreFields,
	ScoreOverrideFields,
	scoreOverrideOf,
} from "./override-fields";

const pathsOf = {
	scoreOverrides: `${setsPath}/{checkpoint}/score-overrides`,
	actionOverrides: `${setsPath}/{checkpoint}/action-overrides`,
} as const;

type Override<Part extends OverridePart> = PolicySet[Part][number];

interface Kind<Part extends OverridePart, Fields extends z.ZodObject> {
	part: Part;
	fields: Fields;
	/** The override as the verbs take it. */
	inputOf(fields: z.infer<Fields>): unknown;
	Fields: FC<{ state: PageState; override: Override<Part> | null; lists: Lists }>;
}

/** The form's field for a path such as `scoreOverrides.2.minimum`. A range in the wrong order is wrong as a whole. */
const fieldOfOverride = (path: string, reason: Reason): string =>
	reason === "range-order" ? "minimum" : lastPart(path);

const crumbsOf = ({ checkpoint }: PolicySet, { frame: { language } }: PageState) => [
	{ href: setsPath, text: wordsIn(language).sets.title },
	{ href: setAt(checkpoint), text: checkpointName(checkpoint, language) },
];

function overridePages<Part extends OverridePart, Fields extends z.ZodObject>(kind: Kind<Part, Fields>): Page[] {
	const { part, fields, inputOf } = kind;
	const path: (typeof pathsOf)[OverridePart] = pathsOf[part];
	const wordsOf = ({ frame: { language } }: PageState) => wordsIn(language).sets[part];

	const overridesOf = (set: PolicySet) => set[part] as Override<Part>[];

	async function readSet(ctx: Ctx, checkpoint: string) {
		const rulebook = await readRulebook(ctx);
		return { actor: ctx.actor, set: policySetIn(rulebook, checkpoint), lists: rulebook.lists };
	}

	async function changeOverrides(
		ctx: Ctx,
		checkpoint: string,
		change: (before: Override<Part>[]) => unknown[],
		flash: "overrideSaved" | "overrideDeleted",
	) {
		await atFields(fieldOfOverride, () =>
			changePolicySet(ctx, checkpoint, (before) => ({ [part]: change(overridesOf(before)) })),
		);
		return done(setAt(checkpoint), `challengePolicies.${flash}`);
	}

	interface OverrideFormProps {
		state: PageState;
		set: PolicySet;
		override: Override<Part> | null;
		lists: Lists;
	}

	const OverrideForm: FC<OverrideFormProps> = ({ set, ...shown }) => {
		const { state, override } = shown;
		return (
			<Form state={state.form} action="save" language={state.frame.language} class="fields">
				<kind.Fields {...shown} />
				<FormEnd state={state} back={setAt(set.checkpoint)}>
					{override === null ? wordsOf(state).add : wordsIn(state.frame.language).save}
				</FormEnd>
			</Form>
		);
	};

	const addPage = page({
		path: `${path}/new`,
		access: administrators,
		signIn: signInFor,
		load: (ctx, { params }) => readSet(ctx, params.checkpoint),
		view: (state, { actor, ...shown }) =>
			consolePage(state, {
				title: wordsOf(state).add,
				lead: wordsOf(state).lead,
				actor,
				crumbs: crumbsOf(shown.set, state),
				children: <OverrideForm state={state} override={null} {...shown} />,
			}),
		actions: {
			save: action({
				fields,
				run: (ctx, typed, { params }) =>
					changeOverrides(ctx, params.checkpoint!, (before) => [...before, inputOf(typed)], "overrideSaved"),
			}),
		},
	});

	const onePage = page({
		path: `${path}/{overrideKey}`,
		access: administrators,
		signIn: signInFor,
		load: async (ctx, { params }) => {
			const shown = await readSet(ctx, params.checkpoint);
			return { ...shown, place: placeOfOverride(overridesOf(shown.set), params.overrideKey) };
		},
		view: (state, { actor, place, ...shown }) =>
			consolePage(state, {
				title: wordsOf(state).one(place + 1),
				lead: wordsOf(state).lead,
				actor,
				crumbs: crumbsOf(shown.set, state),
				tools: (
					<StepLink href={`${state.frame.path.split("?")[0]}/delete`} isDanger>
						{wordsIn(state.frame.language).remove}
					</StepLink>
				),
				children: <OverrideForm state={state} override={overridesOf(shown.set)[place]!} {...shown} />,
			}),
		actions: {
			save: action({
				fields,
				run: (ctx, typed, { params: { checkpoint = "", overrideKey = "" } }) => {
					const change = (before: Override<Part>[]) =>
						before.with(placeOfOverride(before, overrideKey), inputOf(typed) as Override<Part>);
					return changeOverrides(ctx, checkpoint, change, "overrideSaved");
				},
			}),
		},
	});

	const deletePage = question({
		path: `${path}/{overrideKey}/delete`,
		access: administrators,
		load: async (ctx, { params: { checkpoint, overrideKey } }) => {
			const set = await getPolicySet(ctx, checkpoint);
			const place = placeOfOverride(overridesOf(set), overrideKey);
			return { set, place, back: `${path.replace("{checkpoint}", checkpoint)}/${overrideKey}` };
		},
		ask: ({ place, back }, state) => {
			const { deletion, remove, sets } = wordsIn(state.frame.language);
			const name = sets[part].one(place + 1);
			return {
				title: deletion.title(name),
				of: { href: back, text: name },
				button: remove,
				text: <p>{sets.deletion}</p>,
			};
		},
		take: (ctx, { params: { checkpoint = "", overrideKey = "" } }) => {
			const change = (before: Override<Part>[]) => before.toSpliced(placeOfOverride(before, overrideKey), 1);
			return changeOverrides(ctx, checkpoint, change, "overrideDeleted");
		},
	});

	return [addPage, onePage, deletePage];
}

export const policySetOverridePages: readonly Page[] = [
	...overridePages({
		part: "scoreOverrides",
		fields: ScoreFields,
		inputOf: scoreOverrideOf,
		Fields: ScoreOverrideFields,
	}),
	...overridePages({
		part: "actionOverrides",
		fields: ActionFields,
		inputOf: actionOverrideOf,
		Fields: ActionOverrideFields,
	}),
];
