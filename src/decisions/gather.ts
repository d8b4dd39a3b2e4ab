// Gathers the facts that policies ask for: one batch of D1, and the user's guard where failures count.
import type { SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import { timeZoneStatement } from "../applications/service";
import type { Ctx } from "../context";
import { registeredDeviceStatement } from "../devices/service";
import { deviceHash } from "../devices/token";
import { invalid, notFound } from "../errors";
import { failuresOf } from "../factors/facts";
import { groupIdsStatement } from "../groups/members";
import { everyoneId } from "../groups/service";
import { withGuard } from "../guard/client";
import type { CompiledCheckpoint } from "../policies/challenge/compile";
import { countKey, type Facts } from "../policies/challenge/facts";
import { riskClassOf } from "../policies/challenge/score";
import { isSoftened } from "../policies/challenge/soften";
import { namedUser, userFactsStatement, userIdQuery } from "../users/facts";
import { countStatement, knownDeviceStatement, lastSignInStatement, riskStatement, velocityBetween } from "./history";
import type { DecisionInput } from "./schema";
import { temporaryAllowStatement } from "./temporary-allow";
import { type Ways, wayFacts, wayStatements } from "./ways";

export interface Gathered {
	facts: Facts;
	/** Names of facts, and keys of counts, that were asked for: what is missing among them is unknown. */
	asked: string[];
}

/** What a statement of the batch is read for. */
interface Part {
	statement: BatchItem<"sqlite">;
	take(rows: unknown): void;
}

type Read = <Row>(statement: BatchItem<"sqlite"> & PromiseLike<Row[]>, take: (rows: Row[]) => void) => void;

/** Throws 404 for a user, and E0000001 for an application, that there isn't. */
export async function gatherFacts(ctx: Ctx, input: DecisionInput, compiled: CompiledCheckpoint): Promise<Gathered> {
	const { needs, checkpoint } = compiled;
	const { user, application } = input;
	const facts: Facts = await clientFacts(ctx, input);
	const ways: Ways = {
		factors: [],
		flags: [],
		stopped: [],
		choices: [],
		questions: [],
		recoveryCodes: [],
		helpDeskCodes: [],
	};
	const parts: Part[] = [];
	const read: Read = (statement, take) => parts.push({ statement, take: take as Part["take"] });

	if (application !== undefined) {
		read(timeZoneStatement(ctx, application), ([row]) => {
			if (!row) throw invalid("application", "application-unknown");
			facts.applicationId = application;
			facts.timeZone = row.timeZone;
		});
	}
	// Whether somebody may register there depends on it.
	const riskAsked = checkpoint === "CHALLENGE" ? ["riskClass"] : [];
	const named = user === undefined ? null : await namedUser(ctx, user);
	const userId = named && userIdQuery(named);
	if (named !== null && userId !== null) {
		read(userFactsStatement(ctx, named), ([row]) => {
			if (!row) throw notFound("User", named.idOrLogin);
			facts.userId = row.id;
			facts.login = row.login;
			facts.accountStatus = row.status;
		});
		// The decision itself needs them: it offers no type that the user hasn't registered.
		const { factors, flags, stopped, choices, questions, recoveryCodes, helpDeskCodes } = wayStatements(ctx, userId);
		read(factors, (rows) => ways.factors.push(...rows));
		read(flags, (rows) => ways.flags.push(...rows));
		read(stopped, (rows) => ways.stopped.push(...rows));
		read(choices, (rows) => ways.choices.push(...rows));
		read(questions, (rows) => ways.questions.push(...rows));
		read(recoveryCodes, (rows) => ways.recoveryCodes.push(...rows));
		read(helpDeskCodes, (rows) => ways.helpDeskCodes.push(...rows));
		if (isSoftened(checkpoint)) {
			read(temporaryAllowStatement(ctx, userId), ([row]) => {
				if (row) facts.isTemporarilyAllowed = true;
			});
		}
		if (needs.facts.has("groupIds")) {
			read(groupIdsStatement(ctx, userId), (rows) => {
				facts.groupIds = [everyoneId, ...rows.map(({ id }) => id)];
			});
		}
		if (needs.facts.has("riskClass") || riskAsked.length > 0) {
			read(riskStatement(ctx, userId), ([row]) => {
				if (row) facts.riskClass = riskClassOf(row.score);
			});
		}
		readSignIns(ctx, { userId, input, needs, facts, read });
	}
	const { device, ipAddress } = facts;
	const counts: Record<string, number> = {};
	for (const wanted of needs.counts) {
		const statement = countStatement(ctx, wanted, { userId, device, ipAddress });
		if (statement) {
			read(statement, ([row]) => {
				counts[countKey(wanted)] = row?.count ?? 0;
			});
		}
	}
	// A guard may be asked about an id that we gave out, whether the user is still there or not.
	const [counted] = await Promise.all([
		named?.isId ? failureFacts(ctx, named.idOrLogin, compiled) : {},
		readParts(ctx, parts),
	]);
	if (needs.counts.length > 0) facts.counts = counts;
	const asked = [...new Set([...needs.facts, ...riskAsked, ...needs.counts.map(countKey)])];
	if (facts.userId === undefined) return { facts, asked };
	const challenged = await wayFacts(ctx, application, ways);
	const failures = named?.isId ? counted : await failureFacts(ctx, facts.userId, compiled);
	return { facts: { ...facts, ...challenged, ...failures }, asked };
}

interface SignInsAsked {
	userId: SQL<string>;
	input: DecisionInput;
	needs: CompiledCheckpoint["needs"];
	facts: Facts;
	read: Read;
}

/** From where and with which device the user signed in before. Without a token, the device isn't known at all. */
function readSignIns(ctx: Ctx, { userId, input, needs, facts, read }: SignInsAsked): void {
	const { device } = facts;
	if (device !== undefined && (needs.facts.has("isNewDevice") || needs.facts.has("deviceRisk"))) {
		read(knownDeviceStatement(ctx, userId, device), ([row]) => {
			facts.isNewDevice = row === undefined;
			// Nothing here tells a similar device from another.
			facts.deviceRisk = row === undefined ? 1000 : 0;
		});
	}
	if (device !== undefined && needs.facts.has("isRegisteredDevice")) {
		read(registeredDeviceStatement(ctx, userId, device), ([row]) => {
			facts.isRegisteredDevice = row !== undefined;
		});
	}
	if (!needs.facts.has("velocity")) return;
	const { latitude, longitude } = input.client;
	read(lastSignInStatement(ctx, userId), ([last]) => {
		if (!last) return;
		if (device !== undefined && last.device !== null) facts.isDeviceOfLastSignIn = last.device === device;
		if (latitude === undefined || longitude === undefined || last.latitude === null || last.longitude === null) return;
		const from = { latitude: last.latitude, longitude: last.longitude };
		facts.velocity = velocityBetween(from, { latitude, longitude }, ctx.now() - last.at);
	});
}

async function readParts(ctx: Ctx, parts: readonly Part[]): Promise<void> {
	const [first, ...others] = parts.map(({ statement }) => statement);
	if (!first) return;
	const results: readonly unknown[] = await ctx.db.batch([first, ...others]);
	for (const [index, { take }] of parts.entries()) take(results[index]);
}

/** What the user's guard has counted, where policies ask for it. */
async function failureFacts(
	ctx: Ctx,
	userId: string,
	{ needs: { facts }, set }: CompiledCheckpoint,
): Promise<Pick<Facts, "otpFailures" | "questionFailures">> {
	if (!facts.has("otpFailures") && !facts.has("questionFailures")) return {};
	const counted = await withGuard(ctx, userId, (guard) => guard.policyFailures(set.lockDuration, ctx.now()));
	const otpFailures = failuresOf(counted);
	return { otpFailures, questionFailures: otpFailures.ChallengeQuestion };
}

/** The device is a hash from here on. */
async function clientFacts(ctx: Ctx, { application, client }: DecisionInput): Promise<Facts> {
	const { ip, country, asn, userAgent, deviceToken } = client;
	return {
		now: ctx.now(),
		...(ip === undefined ? {} : { ipAddress: ip }),
		...(country === undefined ? {} : { country }),
		...(asn === undefined ? {} : { asn }),
		...(userAgent === undefined ? {} : { userAgent }),
		...(deviceToken === undefined ? {} : { device: await deviceHash(ctx, deviceToken, application) }),
	};
}
