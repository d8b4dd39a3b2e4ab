// The question before an administrator is activated.
import { getAdministrator } from "../../administrators/administrator";
import { setAdministratorStatus } from "../../administrators/service";
import { isProven } from "../../administrators/sessions";
import { atNoField } from "../../web/at-fields";
import { administrators } from "../../web/router";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { present } from "../input";
import { administratorAt } from "../paths";
import { question } from "../question";

export const activateAdministratorPage = question({
	path: "/console/administrators/{administratorId}/activate",
	access: administrators,
	load: async (ctx, { params: { administratorId: id }, session, frame }) => {
		proveFirst(isProven(ctx, present(session)), frame.path);
		return { row: await getAdministrator(ctx, id) };
	},
	ask: ({ row: { id, displayName: name } }, { frame }) => {
		const words = consoleWords[frame.language].administrators;
		return {
			title: words.activateTitle,
			of: { href: administratorAt(id), text: name },
			button: words.activateButton(name),
			isHarmless: true,
			text: <p>{words.activateLead(name)}</p>,
		};
	},
	take: async (ctx, { params: { administratorId = "" }, session, frame }) => {
		proveFirst(isProven(ctx, present(session)), frame.path);
		const { displayName } = await atNoField(() => setAdministratorStatus(ctx, administratorId, "ACTIVE"));
		return done(administratorAt(administratorId), "administrators.activated", displayName);
	},
});
