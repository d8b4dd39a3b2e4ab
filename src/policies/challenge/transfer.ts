// Copying a challenge policy to another checkpoint, and taking policies out and in as one JSON document.
import type { Ctx } from "../../context";
import { checkPolicy } from "./check";
import { type Definition, listsNamedIn, nestedIn } from "./definition";
import { insertListStatements, newList } from "./list-service";
import type { ChallengeListInput } from "./lists/schema";
import { changeRulebook, type Rulebook, readRulebook } from "./rulebook";
import type { ChallengePolicyCopy, PolicyDocument } from "./schema";
import {
	checkOutside,
	createChallengePolicy,
	getChallengePolicy,
	insertStatements,
	newPolicy,
	policyIn,
} from "./service";
import type { ChallengeListRow, ChallengePolicyRow } from "./table";

/** The copy is switched off at first. It can't run policies of the other checkpoint. */
export async function copyChallengePolicy(
	ctx: Ctx,
	id: string,
	{ name, checkpoint }: ChallengePolicyCopy,
): Promise<ChallengePolicyRow> {
	const policy = await getChallengePolicy(ctx, id);
	return createChallengePolicy(ctx, { ...policy, name, checkpoint }, { activate: false });
}

/** The policy, all policies that it runs, and the lists that they name. */
export async function exportChallengePolicy(
	ctx: Ctx,
	id: string,
): Promise<{ policies: ChallengePolicyRow[]; lists: ChallengeListRow[] }> {
	const rulebook = await readRulebook(ctx);
	const policies = withNested(rulebook, id);
	const named = new Set(policies.flatMap(listsNamedIn));
	return { policies, lists: rulebook.lists.filter((list) => named.has(list.id)) };
}

/** All of it comes in, switched off, or nothing does. Ids in the document only say which part names which. */
export async function importChallengePolicies(ctx: Ctx, document: PolicyDocument): Promise<ChallengePolicyRow[]> {
	for (const policy of document.policies) await checkOutside(ctx, policy);
	return changeRulebook(ctx, async (rulebook) => {
		const lists = document.lists.map((list) => newList(ctx, list as ChallengeListInput));
		const policies = document.policies.map((policy) => newPolicy(ctx, policy, "INACTIVE"));
		const ids = new Map([
			...document.lists.map(({ id }, index) => [id, lists[index]!.id] as const),
			...document.policies.map(({ id }, index) => [id, policies[index]!.id] as const),
		]);
		const renamed = policies.map((policy) => ({ ...policy, ...withIds(policy, ids) }));
		const known = { lists: [...rulebook.lists, ...lists], policies: [...rulebook.policies, ...renamed] };
		for (const policy of renamed) checkPolicy(policy, known);
		return {
			statements: [
				...lists.flatMap((list) => insertListStatements(ctx, list)),
				...renamed.flatMap((policy) => insertStatements(ctx, policy)),
			],
			result: renamed,
		};
	});
}

function withNested(rulebook: Rulebook, id: string): ChallengePolicyRow[] {
	const found = new Map([[id, policyIn(rulebook, id)]]);
	for (const policy of found.values()) {
		// A map goes on to what is put into it meanwhile.
		for (const { policyId } of nestedIn(policy)) found.set(policyId, policyIn(rulebook, policyId));
	}
	return [...found.values()];
}

/** Puts new ids in the place of those that the document gave to its parts. */
function withIds({ rules, combinations }: Definition, ids: ReadonlyMap<string, string>) {
	const renamed = <T>(id: T) => (typeof id === "string" ? (ids.get(id) ?? id) : id);
	const results = <T extends { actionGroup: string | null; alertGroup: string | null }>(part: T) => ({
		...part,
		actionGroup: renamed(part.actionGroup),
		alertGroup: renamed(part.alertGroup),
	});
	return {
		rules: rules.map((rule) => ({
			...results(rule),
			conditions: rule.conditions.map(({ parameters, ...use }) => {
				const { listId, policyId } = parameters;
				const named = {
					...(listId ? { listId: renamed(listId) } : {}),
					...(policyId ? { policyId: renamed(policyId) } : {}),
				};
				return { ...use, parameters: { ...parameters, ...named } };
			}),
		})),
		combinations: combinations.map((one) => ({ ...results(one), policyId: renamed(one.policyId) })),
	};
}
