// Which policies name a group: what a reader is told before the group is deleted.
import type { Ctx } from "../context";
import { readRulebook } from "./challenge/rulebook";
import { listPoliciesNaming } from "./enrollment/read";

export interface NamedPolicy {
	kind: "ENROLLMENT" | "CHALLENGE";
	id: string;
	name: string;
}

/** Policies that hold the group's members, and challenge policies with a rule that leaves them out. */
export async function listPoliciesOfGroup(ctx: Ctx, groupId: string): Promise<NamedPolicy[]> {
	const [enrollment, { policies }] = await Promise.all([listPoliciesNaming(ctx, groupId), readRulebook(ctx)]);
	const challenge = policies.filter(
		({ groupIds, rules }) =>
			groupIds?.includes(groupId) || rules.some(({ preconditions }) => preconditions.excludedGroupId === groupId),
	);
	return [
		...enrollment.map((policy) => ({ kind: "ENROLLMENT" as const, ...policy })),
		...challenge.map(({ id, name }) => ({ kind: "CHALLENGE" as const, id, name })),
	];
}
