// The question before an administrator is activated.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { setAdministratorStatus } from "../../administrators/service";
import { isProven } from "../../administrators/sessions";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { atNoField } from "../at-fields";
import { Confirm, proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";

export const activateAdministratorPage = page({
	path: "/console/administrators/{administratorId}/activate",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { administratorId: id }, session, frame }) => {
		proveFirst(isProven(ctx, present(session)), frame.path);
		return { actor: ctx.actor, row: await getAdministrator(ctx, id) };
	},
	view: (state, { actor, row }) => {
		const words = consoleWords[state.frame.language].administrators;
		const back = `${paths.administrators}/${row.id}`;
		const { displayName: name } = row;
		return consolePage(state, {
			title: words.activateTitle,
			actor,
			crumbs: [{ href: back, text: name }],
			children: (
				<Confirm state={state} action="activate" button={words.activateButton(name)} back={back} isHarmless>
					<p>{words.activateLead(name)}</p>
				</Confirm>
			),
		});
	},
	actions: {
		activate: action({
			fields: z.object({}),
			run: async (ctx, _values, { params: { administratorId = "" }, session, frame }) => {
				proveFirst(isProven(ctx, present(session)), frame.path);
				const { displayName } = await atNoField(() => setAdministratorStatus(ctx, administratorId, "ACTIVE"));
				return done(`${paths.administrators}/${administratorId}`, "administrators.activated", displayName);
			},
		}),
	},
});
