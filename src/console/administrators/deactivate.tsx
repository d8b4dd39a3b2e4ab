// The question before an administrator is deactivated.
import { getAdministrator } from "../../administrators/administrator";
import { setAdministratorStatus } from "../../administrators/service";
import { listSessions } from "../../administrators/sessions";
import { atNoField } from "../../web/at-fields";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { administratorAt } from "../paths";
import { question } from "../question";

export const deactivateAdministratorPage = question({
	path: "/console/administrators/{administratorId}/deactivate",
	access: administrators,
	load: async (ctx, { params: { administratorId: id } }) => {
		const [row, sessions] = await Promise.all([getAdministrator(ctx, id), listSessions(ctx, id)]);
		return { row, sessions };
	},
	ask: ({ row: { id, displayName: name }, sessions }, { frame }) => {
		const words = consoleWords[frame.language].administrators;
		return {
			title: words.deactivateTitle,
			of: { href: administratorAt(id), text: name },
			button: words.deactivateButton(name),
			text: (
				<>
					<p>{words.deactivateLead(name)}</p>
					<p>{words.sessionsEnd(sessions.length)}</p>
					<p>{words.tokensStay}</p>
				</>
			),
		};
	},
	take: async (ctx, { params: { administratorId = "" } }) => {
		const { displayName } = await atNoField(() => setAdministratorStatus(ctx, administratorId, "INACTIVE"));
		return done(administratorAt(administratorId), "administrators.deactivated", displayName);
	},
});
