// A page as data: address, who may enter, query, what it loads, what it shows, and the actions of its forms.
import type { Context } from "hono";
import type * as z from "zod";
import { type Actor, type Ctx, createCtx, hasRole, type Platform, type Role } from "../context";
import type { Bindings } from "../env";
import { ApiError, forbidden, notWellFormed, summaryText } from "../errors";
import { because, type Cause, causeText } from "../errors/cause";
import { actionField, csrfField, type FormState } from "../ui/form";
import type { PageFrame } from "../ui/frame";
import { csrfTokenOf, type FormSession, isCsrfToken, isFromOurPages, visitorOf } from "./csrf";
import { Download, downloadResponse } from "./download";
import { errorPageResponse } from "./error-page";
import { endFlash, type Flash, readFlash } from "./flash";
import { checkForm, type FormFields, readFields } from "./form";
import { choiceCookies, frameHeaders, frameOf } from "./frame";
import { developmentPath, ownNameOf, refuseForeignHost } from "./local-host";
import { type FileForm, type FormFile, readFileForm } from "./multipart";
import { htmlReply, pageHeaders, replyHeaders, toResponse } from "./reply";
import { type App, honoPath, type PathParameters } from "./router";
import { holdLateForm } from "./session-over";
import { readQuery } from "./validate";

/** A person's session in the console or on the hosted pages. */
export interface Session {
	id: string;
	actor: Actor;
	/** Epoch ms: when the person last gave everything that the sign-in asks for. */
	provenAt: number;
	/** Epoch ms: when the session ends without another request. */
	endsAt: number;
	/** Another request moves the end. */
	canStay: boolean;
}

/** Where the browser goes next, with the cookies that it gets on the way. Returned by an action, or thrown. */
export class SeeOther extends Error {
	readonly path: string;
	readonly cookies: readonly string[];

	constructor(path: string, cookies: readonly string[] = []) {
		super(`see ${path}`);
		this.path = path;
		this.cookies = cookies;
	}
}

/**
 * What an action has found out without changing anything, such as the answer of a service that was tried. Each page has
 * a class of its own, which its view looks for. It comes back with the form, and stands in no address.
 */
export abstract class Finding {
	/** Of the answer. */
	readonly status: number = 200;
}

export interface PageInput<Path extends string = string, Query extends z.ZodObject = z.ZodObject> {
	params: PathParameters<Path>;
	query: z.infer<Query>;
	request: Request;
	/** For what is read in the reader's language. */
	frame: PageFrame;
	/** Null on a public page for a reader who isn't signed in. */
	session: Session | null;
}

/** What a view draws beside its data. */
export interface PageState {
	frame: PageFrame;
	/** Goes into each form of the page. */
	form: FormState;
	/** What the action before this page has done. */
	flash: Flash | null;
	/** What the action of this request has found out. */
	finding: Finding | null;
}

/** What an action is given beside the values of its form. */
export type ActionInput = Pick<PageInput, "request" | "frame" | "session"> & {
	params: Record<string, string>;
	/** Of a page that takes a file; null where its form came without one. */
	file: FormFile | null;
};

interface ActionSpec<Fields extends z.ZodObject> {
	/** Who may do it, where not everybody may who sees the page. */
	access?: readonly Role[];
	fields: Fields;
	/**
	 * Returns the path to go to, or what it has found out. An ApiError is shown on the page, at its fields where they are
	 * the form's.
	 */
	run(ctx: Ctx, values: z.infer<Fields>, input: ActionInput): Promise<string | SeeOther | Finding>;
}

export type PageAction = ActionSpec<z.ZodObject>;

/** Declares what a form of a page does. */
export const action = <Fields extends z.ZodObject>(spec: ActionSpec<Fields>): PageAction =>
	spec as unknown as PageAction;

/** A reader whom a page knows by a cookie of its own. */
export interface OwnReader {
	/** What the tokens of the reader's forms are bound to. */
	session: FormSession;
	/** In order. What the address or a cookie chooses goes before them. */
	languages: readonly string[];
}

interface PageSpec<Path extends string, Query extends z.ZodObject, Data> {
	/** As in OpenAPI: `/users/{userId}`. */
	path: Path;
	/** "session": whoever is signed in. Roles: an administrator with one of them. */
	access: "public" | "session" | readonly Role[];
	/** Where a reader who isn't signed in may do so. Left out: such a reader is refused. */
	signIn?(path: string): string;
	/** For a public page whose readers have cookies of their own. Nobody's session is looked for then. */
	readerOf?(request: Request, params: PathParameters<Path>): OwnReader;
	/** Draws an error in the page's own frame. */
	errorView?(frame: PageFrame, error: ApiError, errorId: string): string;
	query?: Query;
	/** Asking for the page is no sign that somebody is there, so it doesn't prolong a session. */
	isQuiet?: boolean;
	/** How large a form of the page may be. */
	maxFormBytes?: number;
	/** Its forms may have a file, which an action reads while it arrives. */
	takesFile?: boolean;
	/** How long the reader's browser may keep the page. For pages without forms. */
	maxAgeSeconds?: number;
	headers?(input: PageInput<Path, Query>): Record<string, string>;
	load(ctx: Ctx, input: PageInput<Path, Query>): Data | Promise<Data>;
	/** Returns the whole document, or a file to keep. */
	view(state: PageState, data: Data): string | Download;
	/** By the name that each form gives. Asking for a page changes nothing; only an action does. */
	actions?: Readonly<Record<string, PageAction>>;
}

export type Page = PageSpec<string, z.ZodObject, unknown>;

/** Declares a page. The types of its parts are inferred. */
export const page = <const Path extends string, Query extends z.ZodObject, Data>(
	spec: PageSpec<Path, Query, Data>,
): Page => spec as unknown as Page;

export interface PageDoor {
	platform: Platform;
	/** Returns the session that the request's cookie names, and prolongs it; null if nobody is signed in. */
	sessionOf(ctx: Ctx, request: Request, isQuiet: boolean): Promise<Session | null>;
	/** Follows each action that was done, after its answer. */
	acted?(ctx: Ctx): Promise<void>;
}

type HonoContext = Context<{ Bindings: Bindings }>;

/** Mounts pages on the app, before the routes: `mount` answers every other method of their paths. */
export function mountPages(app: App, pages: readonly Page[], door: PageDoor): void {
	for (const spec of pages) {
		const methods = spec.actions ? ["GET", "POST"] : ["GET"];
		app.on(methods, honoPath(spec.path), (c) => serve(c, spec, door));
		if (!spec.actions) app.post(honoPath(spec.path), refusePost);
	}
}

/** Without this, a later path with a parameter would take the last word of this page's path for an id, and act. */
function refusePost(): never {
	throw new ApiError("E0000022");
}

async function serve(c: HonoContext, spec: Page, door: PageDoor): Promise<Response> {
	const request = c.req.raw;
	const own = spec.readerOf?.(request, c.req.param());
	const frame = frameOf(request, own?.languages);
	let ctx: Ctx | null = null;
	try {
		ctx = createCtx(c.env, door.platform, (work) => c.executionCtx.waitUntil(work), request);
		if (spec.path.startsWith(developmentPath)) refuseForeignHost(ctx, request);
		const elsewhere = request.method === "GET" ? ownNameOf(ctx, request) : null;
		if (elsewhere !== null) throw new SeeOther(elsewhere);
		const isPost = request.method === "POST";
		const session = own ? null : await door.sessionOf(ctx, request, !isPost && spec.isQuiet === true);
		if (session) ctx.actor = session.actor;
		const held = session === null && isPost ? await holdForm(ctx, request, spec, frame) : null;
		if (held) return held;
		refuseStranger(spec, session, frame.path);
		const query = spec.query ? readQuery(request.url, spec.query) : {};
		const input = { params: c.req.param(), query, request, frame, session };
		const formSession = own?.session ?? (session ? { id: session.id, setCookie: null } : visitorOf(request));
		const visit: Visit = { ctx, spec, frame, input, session: formSession };
		if (!isPost) return await show(visit, {}, 200);
		const answer = await act(visit);
		if (answer.status === 303 && door.acted) ctx.background(door.acted(ctx));
		return answer;
	} catch (error) {
		if (error instanceof SeeOther) return redirection(ctx, error);
		return errorPageResponse(error, ctx, frame, door.platform.now(), spec.errorView);
	}
}

/** For a form of a page behind the sign-in that comes too late. */
async function holdForm(ctx: Ctx, request: Request, spec: Page, frame: PageFrame): Promise<Response | null> {
	const { access, signIn, actions = {} } = spec;
	if (access === "public" || !signIn) return null;
	return holdLateForm(ctx, request, { frame, signIn: signIn(frame.path), actions });
}

function refuseStranger({ access, signIn }: Page, session: Session | null, path: string): void {
	if (access === "public") return;
	if (session === null) throw signIn ? new SeeOther(signIn(path)) : new ApiError("E0000005");
	if (access !== "session" && !hasRole(session.actor, access)) throw forbidden();
}

interface Visit {
	ctx: Ctx;
	spec: Page;
	frame: PageFrame;
	input: PageInput & { params: Record<string, string> };
	session: FormSession;
}

/** What a form brings back to its page. */
interface Sent {
	action?: string;
	values?: FormFields;
	finding?: Finding;
	errors?: FormState["errors"];
}

async function show({ ctx, spec, frame, input, session }: Visit, sent: Sent, status: number): Promise<Response> {
	const [csrfToken, data] = await Promise.all([
		// The frame of a page behind the sign-in has forms of its own.
		spec.actions || spec.access !== "public" ? csrfTokenOf(ctx, session) : "",
		spec.load(ctx, input),
	]);
	const form: FormState = {
		csrfToken,
		action: sent.action ?? null,
		values: sent.values ?? {},
		errors: sent.errors ?? [],
	};
	// A script asks for a quiet page by the way. The note is for the page that the reader goes to.
	const flash = spec.isQuiet ? null : readFlash(input.request);
	const shown = spec.view({ frame, form, flash, finding: sent.finding ?? null }, data);
	const headers: Record<string, string> = { ...frameHeaders(frame), ...spec.headers?.(input) };
	if (shown instanceof Download) return downloadResponse(ctx, shown, { ...pageHeaders, ...headers });
	// "private": the page depends on the reader's language and theme.
	if (spec.maxAgeSeconds !== undefined) headers["cache-control"] = `private, max-age=${spec.maxAgeSeconds}`;
	const response = toResponse(ctx, htmlReply(shown, headers, status), true);
	const cookies = choiceCookies(input.request);
	if (spec.actions && session.setCookie !== null) cookies.push(session.setCookie);
	if (flash !== null) cookies.push(endFlash());
	for (const cookie of cookies) response.headers.append("set-cookie", cookie);
	return response;
}

/** Runs the action of a form that came from this page. A refused form comes back with what was typed. */
async function act(visit: Visit): Promise<Response> {
	const { ctx, spec, input } = visit;
	if (!isFromOurPages(input.request, ctx.env.publicOrigin)) throw forbidden();
	if (!spec.takesFile) return actOn(visit, { fields: await readFields(input.request, spec.maxFormBytes), file: null });
	const form = await readFileForm(input.request);
	try {
		return await actOn(visit, form);
	} finally {
		await form.file?.discard();
	}
}

async function actOn(visit: Visit, sent: FileForm): Promise<Response> {
	const { ctx, spec, frame, input, session } = visit;
	const { [csrfField]: token = "", [actionField]: name = "", ...fields } = sent.fields;
	const chosen = Object.hasOwn(spec.actions ?? {}, name) ? spec.actions?.[name] : undefined;
	if (!chosen) throw notWellFormed();
	const refuse = (errors: FormState["errors"], status: number) =>
		show(visit, { action: name, values: fields, errors }, status);
	if (!(await isCsrfToken(ctx, session, token))) return refuse(errorsOf([because("form-too-old")], frame), 403);
	if (chosen.access && !hasRole(ctx.actor, chosen.access)) throw forbidden();
	const form = checkForm(chosen.fields, fields);
	if (!form.ok) return refuse(errorsOf(form.causes, frame), 400);
	try {
		const target = await chosen.run(ctx, form.values, { ...input, file: sent.file });
		if (target instanceof Finding)
			return await show(visit, { action: name, values: fields, finding: target }, target.status);
		return redirection(ctx, typeof target === "string" ? new SeeOther(target) : target);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		if (error.causes.length > 0) return refuse(errorsOf(error.causes, frame), error.status);
		if (!isAboutState(error)) throw error;
		return refuse([{ field: null, text: summaryText(error, frame.language) }], error.status);
	}
}

const errorsOf = (causes: readonly Cause[], { language }: PageFrame): FormState["errors"] =>
	causes.map((cause) => ({ field: cause.field ?? null, text: causeText(cause, language) }));

/** A code that was used before, or a user who is suspended: the page still makes sense beside such an error. */
const isAboutState = ({ code, status }: ApiError): boolean => status < 500 && !pageless.has(code);

/** Not signed in, forbidden, gone. */
const pageless: ReadonlySet<string> = new Set(["E0000005", "E0000006", "E0000007"]);

/** 303: the browser asks for the next page by GET, and a reload sends nothing again. */
function redirection(ctx: Ctx | null, { path, cookies }: SeeOther): Response {
	const response = new Response(null, { status: 303, headers: replyHeaders(ctx, { location: path }) });
	for (const cookie of cookies) response.headers.append("set-cookie", cookie);
	return response;
}
