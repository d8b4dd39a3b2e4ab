// The question before an administrator is deactivated.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { setAdministratorStatus } from "../../administrators/service";
import { listSessions } from "../../administrators/sessions";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { atNoField } from "../at-fields";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { paths, signInFor } from "../paths";

export const deactivateAdministratorPage = page({
	path: "/console/administrators/{administratorId}/deactivate",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { administratorId: id } }) => {
		const [row, sessions] = await Promise.all([getAdministrator(ctx, id), listSessions(ctx, id)]);
		return { actor: ctx.actor, row, sessions };
	},
	view: (state, { actor, row, sessions }) => {
		const words = consoleWords[state.frame.language].administrators;
		const back = `${paths.administrators}/${row.id}`;
		const { displayName: name } = row;
		return consolePage(state, {
			title: words.deactivateTitle,
			actor,
			crumbs: [{ href: back, text: name }],
			children: (
				<Confirm state={state} action="deactivate" button={words.deactivateButton(name)} back={back}>
					<p>{words.deactivateLead(name)}</p>
					<p>{words.sessionsEnd(sessions.length)}</p>
					<p>{words.tokensStay}</p>
				</Confirm>
			),
		});
	},
	actions: {
		deactivate: action({
			fields: z.object({}),
			run: async (ctx, _values, { params: { administratorId = "" } }) => {
				const { displayName } = await atNoField(() => setAdministratorStatus(ctx, administratorId, "INACTIVE"));
				return done(`${paths.administrators}/${administratorId}`, "administrators.deactivated", displayName);
			},
		}),
	},
});
