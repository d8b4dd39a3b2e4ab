// What the forms of a challenge policy's parts choose from, and the names of what the parts have chosen.
import { applicationNames } from "../../applications/service";
import type { Ctx } from "../../context";
import { groupNames, type OfferedGroups, offeredGroups } from "../../groups/service";
import type { Definition } from "./definition";
import { type Rulebook, readRulebook } from "./rulebook";
import { type ChallengePolicyRow, policyIn } from "./service";
import { conditionViews } from "./view";

/** Id → name of lists, policies, groups and applications. */
export type Names = ReadonlyMap<string, string>;

export interface Choices {
	policy: ChallengePolicyRow;
	policies: Rulebook["policies"];
	lists: Rulebook["lists"];
	groups: OfferedGroups;
	applications: readonly { id: string; name: string }[];
	conditions: typeof conditionViews;
	names: Names;
}

export async function readChoices(ctx: Ctx, policyId: string): Promise<Choices> {
	const rulebook = await readRulebook(ctx);
	const policy = policyIn(rulebook, policyId);
	const { policies, lists } = rulebook;
	const [groups, applications] = await Promise.all([offeredGroups(ctx, groupsNamedIn(policy)), applicationNames(ctx)]);
	const names = new Map([...groups.groups, ...[lists, policies, applications].flatMap(namePairs)]);
	return { policy, policies, lists, groups, applications, conditions: conditionViews, names };
}

/** The names of what these policies name. */
export async function namesFor(
	ctx: Ctx,
	{ policies, lists }: Pick<Rulebook, "policies" | "lists">,
	shown: readonly ChallengePolicyRow[],
): Promise<Names> {
	const groupIds = shown.flatMap((policy) => [...groupsNamedIn(policy), ...(policy.groupIds ?? [])]);
	const [groups, applications] = await Promise.all([groupNames(ctx, groupIds), applicationNames(ctx)]);
	return new Map([...groups, ...[lists, policies, applications].flatMap(namePairs)]);
}

const namePairs = (things: readonly { id: string; name: string }[]): [string, string][] =>
	things.map(({ id, name }) => [id, name]);

const groupsNamedIn = ({ rules }: Definition): string[] =>
	rules
		.flatMap(({ preconditions, conditions }) => [
			preconditions.excludedGroupId,
			...conditions.map(({ parameters }) => parameters.groupId),
		])
		.filter((id) => typeof id === "string");
