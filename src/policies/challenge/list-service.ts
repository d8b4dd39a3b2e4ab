// Lists of challenge policies: finding, creating, replacing and deleting them.
import { eq } from "drizzle-orm";
import type { Ctx } from "../../context";
import { type Page, pageOf } from "../../db";
import { invalid, notFound } from "../../errors";
import { newId } from "../../ids";
import { logStatement } from "../../log/write";
import { listsNamedIn } from "./definition";
import type { ChallengeListInput, ChallengeListQuery } from "./lists/schema";
import { changeRulebook, type Rulebook, readRulebook } from "./rulebook";
import { type ChallengeListRow, challengeLists } from "./table";

export type { ChallengeListRow };

export async function listChallengeLists(
	ctx: Ctx,
	{ after = "", limit }: ChallengeListQuery,
): Promise<Page<ChallengeListRow>> {
	const { lists } = await readRulebook(ctx);
	return pageOf(
		lists.filter(({ id }) => id > after),
		limit,
		({ id }) => id,
	);
}

export const getChallengeList = async (ctx: Ctx, id: string): Promise<ChallengeListRow> =>
	listIn(await readRulebook(ctx), id);

export const createChallengeList = (ctx: Ctx, input: ChallengeListInput): Promise<ChallengeListRow> =>
	changeRulebook(ctx, async () => {
		const list = newList(ctx, input);
		return { statements: insertListStatements(ctx, list), result: list };
	});

/** Sets everything but the kind. */
export const replaceChallengeList = (ctx: Ctx, id: string, input: ChallengeListInput): Promise<ChallengeListRow> =>
	changeRulebook(ctx, async (rulebook) => {
		const before = listIn(rulebook, id);
		if (input.kind !== before.kind) throw invalid("kind", "list-kind-fixed");
		const list = { ...before, ...columnsOf(input), lastUpdatedAt: ctx.now() };
		return {
			statements: [
				ctx.db.update(challengeLists).set(list).where(eq(challengeLists.id, id)),
				logChange(ctx, "update", before),
			],
			result: list,
		};
	});

export const deleteChallengeList = (ctx: Ctx, id: string): Promise<void> =>
	changeRulebook(ctx, async (rulebook) => {
		const before = listIn(rulebook, id);
		const users = usersOf(id, rulebook);
		if (users.length > 0) throw invalid("list", "list-in-use", { policies: users });
		return {
			statements: [ctx.db.delete(challengeLists).where(eq(challengeLists.id, id)), logChange(ctx, "delete", before)],
			result: undefined,
		};
	});

export const newList = (ctx: Ctx, input: ChallengeListInput): ChallengeListRow => ({
	id: newId("challengeList", ctx.now()),
	...columnsOf(input),
	createdAt: ctx.now(),
	lastUpdatedAt: ctx.now(),
});

export const insertListStatements = (ctx: Ctx, list: ChallengeListRow) => [
	ctx.db.insert(challengeLists).values(list),
	logChange(ctx, "create", list),
];

const columnsOf = ({ name, description, kind, values }: ChallengeListInput) => ({
	name,
	description: description || null,
	kind,
	values,
});

function listIn({ lists }: Rulebook, id: string): ChallengeListRow {
	const list = lists.find((one) => one.id === id);
	if (!list) throw notFound("ChallengeList", id);
	return list;
}

/** What names the list, so that it stays. */
export const usersOfList = async (ctx: Ctx, id: string): Promise<string[]> => usersOf(id, await readRulebook(ctx));

/** The names of the policies, and the checkpoints of the sets, that name the list. */
const usersOf = (id: string, { policies, sets }: Rulebook): string[] => [
	...policies.filter((policy) => listsNamedIn(policy).includes(id)).map(({ name }) => name),
	...sets
		.filter(({ scoreOverrides }) =>
			scoreOverrides.some(({ actionGroup, alertGroup }) => actionGroup === id || alertGroup === id),
		)
		.map(({ checkpoint }) => checkpoint),
];

const logChange = (ctx: Ctx, verb: "create" | "update" | "delete", { id, name }: ChallengeListRow) =>
	logStatement(ctx, {
		eventType: `challenge_policy.list.${verb}`,
		target: [{ id, type: "ChallengeList", displayName: name }],
	});
