// The page that asks once more before a factor is removed.
import { summarizeFactor } from "../../factors/overview";
import { getFactor } from "../../factors/read";
import { deleteFactor } from "../../factors/remove";
import { getUserById } from "../../users/service";
import { helpDesk } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { userAt } from "../paths";
import { question } from "../question";
import { factorTitle } from "./factor-title";

export const removeFactorPage = question({
	path: "/console/users/{userId}/factors/{factorId}/remove",
	access: helpDesk,
	load: async (ctx, { params: { userId, factorId } }) => {
		const [user, row] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
		return { user, factor: await summarizeFactor(ctx, row) };
	},
	ask: ({ user, factor }, { frame }) => {
		const words = consoleWords[frame.language];
		const name = factorTitle(words, factor);
		const { title, text, button } = words.userSteps.remove;
		return {
			title: title(name),
			of: { href: userAt(user.id), text: user.displayName },
			button: button(name),
			text: <p>{text(user.displayName)}</p>,
		};
	},
	take: async (ctx, { params }) => {
		await deleteFactor(ctx, params.userId!, params.factorId!);
		return done(userAt(params.userId!), "users.removed");
	},
});
