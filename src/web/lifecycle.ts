// The two routes that switch a thing on and off: `…/lifecycle/activate` and `…/lifecycle/deactivate`.
import type * as z from "zod";
import type { Ctx } from "../context";
import { type Answered, administrators, type PathParameters, type Route, route } from "./router";

interface SwitchSpec<Path extends string, Answer extends z.ZodType | undefined> {
	/** The thing's own path, with its id: `/api/v1/inlineHooks/{inlineHookId}`. */
	path: Path;
	tag: string;
	/** The thing with its article, for summaries: "an inline hook". */
	thing: string;
	/** What happens when the thing is switched on or off, in Markdown. */
	description?: { activate?: string; deactivate?: string };
	/** The view of the thing after the change. Without it the answer is an empty 204. */
	answer?: Answer;
	handle(ctx: Ctx, params: PathParameters<Path>, status: "ACTIVE" | "INACTIVE"): Promise<Answered<Answer>>;
}

export function switchRoutes<const Path extends string, Answer extends z.ZodType | undefined = undefined>({
	path,
	tag,
	thing,
	description = {},
	answer,
	handle,
}: SwitchSpec<Path, Answer>): Route[] {
	const switchRoute = (verb: "activate" | "deactivate", summary: string, status: "ACTIVE" | "INACTIVE") =>
		route({
			method: "POST",
			path: `${path}/lifecycle/${verb}`,
			tag,
			summary,
			description: description[verb],
			access: administrators,
			answer,
			// TypeScript can't read the parameters of `path` in the longer path.
			handle: (ctx, { params }) => handle(ctx, params as PathParameters<Path>, status),
		});
	return [
		switchRoute("activate", `Activate ${thing}`, "ACTIVE"),
		switchRoute("deactivate", `Deactivate ${thing}`, "INACTIVE"),
	];
}
