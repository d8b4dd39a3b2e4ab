// The question before an administrator is reset.
import { getAdministrator } from "../../administrators/administrator";
import { resetAdministrator } from "../../administrators/service";
import { isProven, listSessions } from "../../administrators/sessions";
import { atNoField } from "../../web/at-fields";
import { writeOnce } from "../../web/once";
import { administrators } from "../../web/router";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { present } from "../input";
import { administratorAt } from "../paths";
import { question } from "../question";

export const resetAdministratorPage = question({
	path: "/console/administrators/{administratorId}/reset",
	access: administrators,
	load: async (ctx, { params: { administratorId: id }, session, frame }) => {
		proveFirst(isProven(ctx, present(session)), frame.path);
		const [row, sessions] = await Promise.all([getAdministrator(ctx, id), listSessions(ctx, id)]);
		return { row, sessions };
	},
	ask: ({ row: { id, displayName: name }, sessions }, { frame }) => {
		const words = consoleWords[frame.language].administrators;
		return {
			title: words.resetTitle,
			of: { href: administratorAt(id), text: name },
			button: words.resetButton(name),
			text: (
				<>
					<p>{words.resetLead(name)}</p>
					<p>{words.sessionsEnd(sessions.length)}</p>
					<p>{words.resetNext}</p>
				</>
			),
		};
	},
	take: async (ctx, { params: { administratorId = "" }, session, frame }) => {
		const own = present(session);
		proveFirst(isProven(ctx, own), frame.path);
		const { row, oneTimePassword } = await atNoField(() => resetAdministrator(ctx, administratorId));
		const cookie = await writeOnce(ctx, own, row.id, oneTimePassword);
		return done(administratorAt(row.id), "administrators.reset", row.displayName, [cookie]);
	},
});
