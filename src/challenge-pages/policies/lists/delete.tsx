// The question before a list of challenge policies is deleted. One that a policy or a policy set names stays.
import { done } from "../../../console/flash";
import { paths } from "../../../console/paths";
import { question } from "../../../console/question";
import { deleteChallengeList, getChallengeList, usersOfList } from "../../../policies/challenge/list-service";
import { Notice } from "../../../ui/card";
import { administrators } from "../../../web/router";
import { wordsIn } from "../parts";

export const deleteChallengeListPage = question({
	path: `${paths.challengeLists}/{challengeListId}/delete`,
	access: administrators,
	load: async (ctx, { params: { challengeListId: id } }) => {
		const [list, usedBy] = await Promise.all([getChallengeList(ctx, id), usersOfList(ctx, id)]);
		return { list, usedBy };
	},
	ask: ({ list: { id, name }, usedBy }, { frame: { language } }) => {
		const { lists: words, deletion, remove } = wordsIn(language);
		return {
			title: deletion.title(name),
			of: { href: `${paths.challengeLists}/${id}`, text: name },
			button: remove,
			instead: usedBy.length > 0 && <Notice tone="warning">{words.inUse(usedBy.join(", "))}</Notice>,
			text: <p>{words.deletion}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getChallengeList(ctx, params.challengeListId!);
		await deleteChallengeList(ctx, id);
		return done(paths.challengeLists, "challengePolicies.deleted", name);
	},
});
