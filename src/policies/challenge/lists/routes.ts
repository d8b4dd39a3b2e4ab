// Lists of challenge policies over HTTP: `/api/v1/challenge-lists`.
import * as z from "zod";
import type { Role } from "../../../context";
import { pageReply } from "../../../web/links";
import { administrators, type Route, route } from "../../../web/router";
import {
	createChallengeList,
	deleteChallengeList,
	getChallengeList,
	listChallengeLists,
	replaceChallengeList,
} from "../list-service";
import { toChallengeListView } from "../view";
import { ChallengeListInput, ChallengeListQuery, ChallengeListView } from "./schema";

const tag = "Challenge policies";
const all = "/api/v1/challenge-lists";
const path = `${all}/{challengeListId}` as const;

/** The help desk doesn't browse lists of users. */
const access = ["READ_ONLY", "ADMINISTRATOR"] as const satisfies readonly Role[];

export const challengeListRoutes: Route[] = [
	route({
		method: "GET",
		path: all,
		tag,
		summary: "List the lists that challenge policies name",
		access,
		query: ChallengeListQuery,
		answer: z.array(ChallengeListView),
		handle: async (ctx, { query }) => {
			const page = await listChallengeLists(ctx, query);
			return pageReply(ctx, { ...page, items: page.items.map((list) => toChallengeListView(ctx, list)) }, query);
		},
	}),
	route({
		method: "POST",
		path: all,
		tag,
		summary: "Create a list for challenge policies",
		description: "Of what conditions compare with, such as countries or ranges of addresses, or of what rules ask for.",
		access: administrators,
		body: ChallengeListInput,
		answer: ChallengeListView,
		handle: async (ctx, { body }) => toChallengeListView(ctx, await createChallengeList(ctx, body)),
	}),
	route({
		method: "GET",
		path,
		tag,
		summary: "Retrieve a list of challenge policies",
		access,
		answer: ChallengeListView,
		handle: async (ctx, { params }) => toChallengeListView(ctx, await getChallengeList(ctx, params.challengeListId)),
	}),
	route({
		method: "PUT",
		path,
		tag,
		summary: "Replace a list of challenge policies",
		description: "Everything but its kind.",
		access: administrators,
		body: ChallengeListInput,
		answer: ChallengeListView,
		handle: async (ctx, { params, body }) =>
			toChallengeListView(ctx, await replaceChallengeList(ctx, params.challengeListId, body)),
	}),
	route({
		method: "DELETE",
		path,
		tag,
		summary: "Delete a list of challenge policies",
		description: "One that a policy or a policy set names stays.",
		access: administrators,
		handle: (ctx, { params }) => deleteChallengeList(ctx, params.challengeListId),
	}),
];
