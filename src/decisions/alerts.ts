// The alerts of a recorded decision as events of the System Log.
import { sql } from "drizzle-orm";
import type { Ctx } from "../context";
import type { LogParty } from "../log/event";
import { logManyStatement } from "../log/write";
import { type Alert, alertLevels } from "../policies/challenge/checkpoints";
import type { Decided } from "../policies/challenge/decide";
import type { Facts } from "../policies/challenge/facts";

/** Hundreds of rules may raise alerts at once. The highest levels are told. */
const mostOfADecision = 20;

/** The statement that logs an event for each alert, however many rules raise the same. */
export function alertStatement(ctx: Ctx, decisionId: string, { checkpoint, action, alerts }: Decided, facts: Facts) {
	const target: LogParty[] = [
		...(facts.userId === undefined
			? []
			: [{ id: facts.userId, type: "User", alternateId: facts.login ?? null, displayName: null }]),
		{ id: decisionId, type: "Decision" },
	];
	const distinct = [...new Map(alerts.map((alert) => [JSON.stringify(alert), alert])).values()];
	const first = distinct.sort((one, other) => rankOf(one) - rankOf(other)).slice(0, mostOfADecision);
	const events = first.map(({ level, type, text }) => ({
		eventType: "challenge_policy.alert" as const,
		outcome: { result: "SUCCESS", reason: text } as const,
		target,
		debugData: { alertLevel: level, alertType: type, checkpoint, action },
	}));
	return logManyStatement(ctx, events, sql`true`);
}

const rankOf = ({ level }: Alert): number => alertLevels.indexOf(level);
