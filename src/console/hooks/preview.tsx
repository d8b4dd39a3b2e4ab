// The preview of a hook: generate a request for a user and an event, edit it, send it, and see what came back.
import * as z from "zod";
import { ApiError, invalid } from "../../errors";
import { because } from "../../errors/cause";
import { previewHook } from "../../factors/hook-preview";
import { type HookTrial, tryHook } from "../../hooks/execute";
import { HookExecutionInput } from "../../hooks/schema";
import { getHook } from "../../hooks/service";
import { requestTypes } from "../../hooks/telephony";
import { parseJson } from "../../net/json";
import { findJsonFault, placeOfValue } from "../../net/json-places";
import { getUserOfField } from "../../users/service";
import { action, Finding, page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage } from "../frame";
import { hookAt, paths, signInFor } from "../paths";
import { wordsIn } from "./parts";
import { EditForm, GenerateForm, TrialView } from "./preview-parts";

class Generated extends Finding {
	readonly request: string;

	constructor(request: string) {
		super();
		this.request = request;
	}
}

class Tried extends Finding {
	readonly request: unknown;
	readonly trial: HookTrial;

	constructor(request: unknown, trial: HookTrial) {
		super();
		this.request = request;
		this.trial = trial;
	}
}

export const previewHookPage = page({
	path: `${paths.hooks}/{hookId}/preview`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, hook: await getHook(ctx, params.hookId) }),
	view: (state, { actor, hook }) => {
		const words = wordsIn(state.frame.language).preview;
		const { finding, form } = state;
		const request = finding instanceof Generated ? finding.request : null;
		return consolePage(state, {
			title: words.title(hook.name),
			lead: words.lead,
			actor,
			crumbs: [{ href: hookAt(hook.id), text: hook.name }],
			scripts: ["copy.js"],
			children: (
				<>
					<GenerateForm state={state} />
					{(request !== null || form.action === "send") && <EditForm state={state} request={request} />}
					{finding instanceof Tried && (
						<TrialView state={state} hook={hook} request={finding.request} trial={finding.trial} />
					)}
				</>
			),
		});
	},
	actions: {
		generate: action({
			fields: z.object({
				userId: z.string().trim().min(1).max(100),
				event: z.enum(requestTypes),
				channel: z.enum(["SMS", "CALL"]),
			}),
			run: async (ctx, { userId, event, channel }, { params }) => {
				const { id } = await getUserOfField(ctx, "userId", userId);
				const request = await previewHook(ctx, params.hookId!, { userId: id, event, channel });
				return new Generated(JSON.stringify(request, null, 2));
			},
		}),
		send: action({
			fields: z.object({ request: z.string() }),
			run: async (ctx, { request }, { params }) => {
				const body = readRequest(request);
				return new Tried(body, await tryHook(ctx, params.hookId!, body));
			},
		}),
	},
});

/** Throws 400 E0000001 with the line of each mistake. */
function readRequest(text: string): HookExecutionInput {
	const fault = findJsonFault(text);
	if (fault !== null) throw invalid("request", "json-place", { line: fault.line, column: fault.column });
	const read = HookExecutionInput.safeParse(parseJson(text));
	if (read.success) return read.data;
	const causes = read.error.issues.map(({ path }) => ({
		...because("json-type-at", { line: placeOfValue(text, path).line, path: path.join(".") || "{}" }),
		field: "request",
	}));
	throw new ApiError("E0000001", { subject: "request", causes });
}
