// Gathers the facts that policies ask for: one batch of D1, and the user's guard where failures count.
import type { BatchItem } from "drizzle-orm/batch";
import { timeZoneStatement } from "../applications/service";
import type { Ctx } from "../context";
import { invalid, notFound } from "../errors";
import { type ActiveFactor, availableTypesOf, factorFactsStatement, failuresOf } from "../factors/facts";
import { groupIdsStatement } from "../groups/members";
import { everyoneId } from "../groups/service";
import { withGuard } from "../guard/client";
import type { CompiledCheckpoint } from "../policies/challenge/compile";
import type { Facts } from "../policies/challenge/facts";
import { userFactsStatement, userIdQuery } from "../users/facts";
import type { ClientFacts, DecisionInput } from "./schema";

/** What a statement of the batch is read for. */
interface Part {
	statement: BatchItem<"sqlite">;
	take(rows: unknown): void;
}

/** Throws 404 for a user, and E0000001 for an application, that there isn't. */
export async function gatherFacts(
	ctx: Ctx,
	{ user, application, client }: DecisionInput,
	{ needs }: CompiledCheckpoint,
): Promise<Facts> {
	const facts: Facts = { now: ctx.now(), ...clientFacts(client) };
	const active: ActiveFactor[] = [];
	const parts: Part[] = [];
	const read = <Row>(statement: BatchItem<"sqlite"> & PromiseLike<Row[]>, take: (rows: Row[]) => void) =>
		parts.push({ statement, take: take as Part["take"] });

	if (application !== undefined) {
		read(timeZoneStatement(ctx, application), ([row]) => {
			if (!row) throw invalid("application", "application-unknown");
			facts.applicationId = application;
			facts.timeZone = row.timeZone;
		});
	}
	if (user !== undefined) {
		read(userFactsStatement(ctx, user), ([row]) => {
			if (!row) throw notFound("User", user);
			facts.userId = row.id;
			facts.login = row.login;
			facts.accountStatus = row.status;
		});
		// The decision itself needs them: it offers no type that the user hasn't registered.
		read(factorFactsStatement(ctx, userIdQuery(user)), (rows) => active.push(...rows));
		if (needs.facts.has("groupIds")) {
			read(groupIdsStatement(ctx, userIdQuery(user)), (rows) => {
				facts.groupIds = [everyoneId, ...rows.map(({ id }) => id)];
			});
		}
	}
	await readParts(ctx, parts);
	if (facts.userId === undefined) return facts;
	const hasQuestions = active.some(({ factorType }) => factorType === "question");
	const availableTypes = await availableTypesOf(ctx, active);
	const counted = await failureFacts(ctx, facts.userId, active, needs);
	return { ...facts, availableTypes, hasQuestions, isUnregistered: active.length === 0, ...counted };
}

async function readParts(ctx: Ctx, parts: readonly Part[]): Promise<void> {
	const [first, ...others] = parts.map(({ statement }) => statement);
	if (!first) return;
	const results: readonly unknown[] = await ctx.db.batch([first, ...others]);
	for (const [index, { take }] of parts.entries()) take(results[index]);
}

/** Only a user who is there has a guard to be asked. */
async function failureFacts(
	ctx: Ctx,
	userId: string,
	active: readonly ActiveFactor[],
	{ facts }: CompiledCheckpoint["needs"],
): Promise<Pick<Facts, "otpFailures" | "questionFailures">> {
	if (!facts.has("otpFailures") && !facts.has("questionFailures")) return {};
	const status = await withGuard(ctx, userId, (guard) => guard.lockStatus(ctx.now()));
	const otpFailures = failuresOf(active, status);
	return { otpFailures, questionFailures: otpFailures.ChallengeQuestion ?? 0 };
}

/** Only what the application tells. Its own address and its own browser say nothing about the person. */
function clientFacts({ ip, country, asn, userAgent }: ClientFacts): Facts {
	return {
		...(ip === undefined ? {} : { ipAddress: ip }),
		...(country === undefined ? {} : { country }),
		...(asn === undefined ? {} : { asn }),
		...(userAgent === undefined ? {} : { userAgent }),
	};
}
