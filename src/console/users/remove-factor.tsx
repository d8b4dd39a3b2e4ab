// The page that asks once more before a factor is removed.
import * as z from "zod";
import { summarizeFactor } from "../../factors/overview";
import { getFactor } from "../../factors/read";
import { deleteFactor } from "../../factors/remove";
import { getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { helpDesk } from "../../web/router";
import { Confirm } from "../confirm";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { signInFor, userAt } from "../paths";
import { factorTitle } from "./factor-title";

export const removeFactorPage = page({
	path: "/console/users/{userId}/factors/{factorId}/remove",
	access: helpDesk,
	signIn: signInFor,
	load: async (ctx, { params: { userId, factorId } }) => {
		const [user, row] = await Promise.all([getUserById(ctx, userId), getFactor(ctx, userId, factorId)]);
		return { actor: ctx.actor, user, factor: await summarizeFactor(ctx, row) };
	},
	view: (state, { actor, user, factor }) => {
		const words = consoleWords[state.frame.language];
		const name = factorTitle(words, factor);
		const { title, text, button } = words.userSteps.remove;
		return consolePage(state, {
			title: title(name),
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			children: (
				<Confirm state={state} action="confirm" button={button(name)} back={userAt(user.id)}>
					<p>{text(user.displayName)}</p>
				</Confirm>
			),
		});
	},
	actions: {
		confirm: action({
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				await deleteFactor(ctx, params.userId!, params.factorId!);
				return done(userAt(params.userId!), "users.removed");
			},
		}),
	},
});
