// The maker of hosted pages: each shows some states of a transaction, and leads on where it stands elsewhere.
import type { Child } from "hono/jsx";
import type * as z from "zod";
import { countVisit } from "../access/rate-limit";
import { type Brand, brandOf } from "../applications/brand";
import { type ApplicationRow, recentApplication } from "../applications/service";
import type { Ctx } from "../context";
import { ApiError } from "../errors";
import type { StateName, StateOf } from "../transactions/states/state";
import { lookAtTransaction } from "../transactions/verbs/look";
import type { Key, Opened } from "../transactions/verbs/open";
import type { ScriptName } from "../ui/assets";
import { writeFlash } from "../web/flash";
import { action, type Finding, type Page, type PageAction, type PageState, page, SeeOther } from "../web/page";
import { hostedErrorPage, hostedPage, hostedWords } from "./frame";
import { type Place, pathOfState, startOf } from "./places";
import { keyOf, readerOf } from "./reader";
import type { HostedWords } from "./words/en";

/** What a page draws inside the frame. */
interface Drawn {
	title: string;
	scripts?: readonly ScriptName[];
	next?: { path: string; seconds: number };
	content: Child;
}

/** What every page knows of its transaction. */
export interface At<Name extends StateName> {
	opened: Opened;
	state: StateOf<Name>;
	application: ApplicationRow;
	brand: Brand;
}

interface StepSpec<Name extends StateName, Data> {
	place: Place;
	states: readonly Name[];
	load(ctx: Ctx, at: At<Name>, request: Request): Promise<Data> | Data;
	draw(state: PageState, words: HostedWords, at: At<Name>, data: Data): Drawn;
	actions?: Readonly<Record<string, PageAction>>;
}

/** The page, and what its view is given: a preview draws it without a transaction. */
type Step<Name extends StateName, Data> = Omit<Page, "view"> & {
	view(state: PageState, given: { at: At<Name>; data: Data }): string;
};

/** Declares a page of a transaction. */
export const step = <const Name extends StateName, Data>({
	place,
	states,
	load,
	draw,
	actions,
}: StepSpec<Name, Data>) =>
	page({
		path: `/confirm/{transactionId}/${place}`,
		access: "public",
		readerOf,
		errorView: hostedErrorPage,
		load: async (ctx, { params, request, frame }) => {
			const id = String(params.transactionId);
			await countVisit(ctx, id);
			const opened = await lookAtTransaction(ctx, keyOf(request, id, frame.language), { isLook: true });
			const { state, facts } = opened.kept;
			if (!isAmong(state.name, states)) throw new SeeOther(pathOfState(id, state));
			const application = await recentApplication(ctx, facts.applicationId);
			const brand = brandOf(application, facts.languages);
			const at: At<Name> = { opened, state: state as StateOf<Name>, application, brand };
			return { at, data: await load(ctx, at, request) };
		},
		view: (state, { at, data }) => {
			const { content, ...drawn } = draw(state, hostedWords[state.frame.language], at, data);
			const { user, calledAs, context } = at.opened.kept.facts;
			return hostedPage({
				...drawn,
				frame: state.frame,
				brand: at.brand,
				account: at.state.name === "PASSWORD" ? calledAs : user.login,
				context,
				children: content,
			});
		},
		...(actions ? { actions } : {}),
	}) as Step<Name, Data>;

const isAmong = (name: StateName, states: readonly StateName[]) => states.includes(name);

/**
 * Declares a form's verb. It leads to the page of the new state, and where it comes too late, of the present one.
 * @param note for that page: what was done
 */
export const verb = <Fields extends z.ZodObject>(
	fields: Fields,
	take: (ctx: Ctx, key: Key, values: z.infer<Fields>) => Promise<Opened | Finding | SeeOther>,
	note?: string,
): PageAction =>
	action({
		fields,
		run: async (ctx, values, { request, params, frame }) => {
			const { transactionId: id = "" } = params;
			await countVisit(ctx, id);
			try {
				const taken = await take(ctx, keyOf(request, id, frame.language), values);
				if (!("kept" in taken)) return taken;
				const path = pathOfState(id, taken.kept.state);
				return note === undefined ? path : new SeeOther(path, [writeFlash({ key: note, name: "" })]);
			} catch (error) {
				if (isOutOfPlace(error)) return startOf(id);
				throw error;
			}
		},
	});

/** Another tab or an earlier click has moved the transaction. */
const isOutOfPlace = (error: unknown): boolean =>
	error instanceof ApiError && error.causes.some(({ reason }) => reason === "transaction-state");
