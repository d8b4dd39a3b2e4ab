// The question before an administrator is reset.
import * as z from "zod";
import { getAdministrator } from "../../administrators/administrator";
import { resetAdministrator } from "../../administrators/service";
import { isProven, listSessions } from "../../administrators/sessions";
import { writeOnce } from "../../web/once";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { atNoField } from "../at-fields";
import { Confirm, proveFirst } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { present } from "../input";
import { paths, signInFor } from "../paths";

export const resetAdministratorPage = page({
	path: "/console/administrators/{administratorId}/reset",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params: { administratorId: id }, session, frame }) => {
		proveFirst(isProven(ctx, present(session)), frame.path);
		const [row, sessions] = await Promise.all([getAdministrator(ctx, id), listSessions(ctx, id)]);
		return { actor: ctx.actor, row, sessions };
	},
	view: (state, { actor, row, sessions }) => {
		const words = consoleWords[state.frame.language].administrators;
		const back = `${paths.administrators}/${row.id}`;
		const { displayName: name } = row;
		return consolePage(state, {
			title: words.resetTitle,
			actor,
			crumbs: [{ href: back, text: name }],
			children: (
				<Confirm state={state} action="reset" button={words.resetButton(name)} back={back}>
					<p>{words.resetLead(name)}</p>
					<p>{words.sessionsEnd(sessions.length)}</p>
					<p>{words.resetNext}</p>
				</Confirm>
			),
		});
	},
	actions: {
		reset: action({
			fields: z.object({}),
			run: async (ctx, _values, { params: { administratorId = "" }, session, frame }) => {
				const own = present(session);
				proveFirst(isProven(ctx, own), frame.path);
				const { row, oneTimePassword } = await atNoField(() => resetAdministrator(ctx, administratorId));
				const cookie = await writeOnce(ctx, own, row.id, oneTimePassword);
				return done(`${paths.administrators}/${row.id}`, "administrators.reset", row.displayName, [cookie]);
			},
		}),
	},
});
