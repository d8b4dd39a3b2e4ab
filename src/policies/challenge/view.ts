// Challenge policies, their lists and the catalogue of conditions on the wire.
import * as z from "zod";
import type { Ctx } from "../../context";
import { link } from "../../web/links";
import { conditions } from "./conditions";
import type { ChallengeListView } from "./lists/schema";
import type { ChallengePolicyView, ConditionView } from "./schema";
import type { ChallengeListRow, ChallengePolicyRow } from "./table";

export function toChallengePolicyView(ctx: Ctx, policy: ChallengePolicyRow): ChallengePolicyView {
	const { createdAt, lastUpdatedAt, ...fields } = policy;
	const self = `/api/v1/challenge-policies/${policy.id}`;
	const verb = policy.status === "ACTIVE" ? "deactivate" : "activate";
	return {
		...fields,
		...timesOf({ createdAt, lastUpdatedAt }),
		_links: {
			self: link(ctx, self, "GET", "PUT", "DELETE"),
			[verb]: link(ctx, `${self}/lifecycle/${verb}`, "POST"),
			export: link(ctx, `${self}/export`, "GET"),
		},
	};
}

export function toChallengeListView(ctx: Ctx, list: ChallengeListRow): ChallengeListView {
	const { createdAt, lastUpdatedAt, ...fields } = list;
	return {
		...fields,
		...timesOf({ createdAt, lastUpdatedAt }),
		_links: { self: link(ctx, `/api/v1/challenge-lists/${list.id}`, "GET", "PUT", "DELETE") },
	} as unknown as ChallengeListView;
}

/** As an import takes it. */
export const toPolicyDocument = (ctx: Ctx, parts: { policies: ChallengePolicyRow[]; lists: ChallengeListRow[] }) => ({
	lists: parts.lists.map((list) => toChallengeListView(ctx, list)),
	policies: parts.policies.map((policy) => toChallengePolicyView(ctx, policy)),
});

/** The catalogue never changes while a Worker runs. */
export const conditionViews: readonly z.output<typeof ConditionView>[] = conditions.map(
	({ id, alias, title, facts, parameters, list }) => ({
		id,
		alias,
		title,
		facts: [...facts],
		parameters: z.toJSONSchema(parameters, { io: "input" }) as Record<string, unknown>,
		list: list ?? null,
	}),
);

export const conditionViewOf = (id: string) => conditionViews.find((view) => view.id === id)!;

const timesOf = ({ createdAt, lastUpdatedAt }: Pick<ChallengePolicyRow, "createdAt" | "lastUpdatedAt">) => ({
	created: new Date(createdAt).toISOString(),
	lastUpdated: new Date(lastUpdatedAt).toISOString(),
});
