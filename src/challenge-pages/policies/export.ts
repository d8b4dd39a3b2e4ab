// A challenge policy as a file that an import takes, with the policies that it runs and the lists that they name.

import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { exportChallengePolicy } from "../../policies/challenge/transfer";
import { toPolicyDocument } from "../../policies/challenge/view";
import { Download } from "../../web/download";
import { page } from "../../web/page";

export const exportChallengePolicyPage = page({
	path: `${paths.challengePolicies}/{challengePolicyId}/export`,
	access: overseers,
	signIn: signInFor,
	load: async (ctx, { params: { challengePolicyId: id } }) => ({
		name: `challenge-policy-${id}.json`,
		text: JSON.stringify(toPolicyDocument(ctx, await exportChallengePolicy(ctx, id)), null, 2),
	}),
	view: (_state, { name, text }) => new Download(name, "application/json; charset=utf-8", inOnePart(text)),
});

async function* inOnePart(text: string) {
	yield text;
}
