// One try with one provider, whatever becomes of it, as a fact for the timeline.
import type { Ctx } from "../context";
import { DeliveryError } from "../drivers/kit/error";
import { ioFor } from "../drivers/kit/io";
import type { DeliveryStatus, Message } from "../messages/message";
import type { Account } from "./accounts/remembered";
import { afterFailure, afterSuccess, breakerPhase } from "./breaker";
import { callbackUrlFor } from "./callback-url";

const graceMs = 100;

export interface Attempt {
	accountId: string | null;
	hookId: string | null;
	provider: string;
	result: "accepted" | "failed" | "unknown";
	kind: string | null;
	providerCode: string | null;
	providerMessageId: string | null;
	status: DeliveryStatus;
	/** Epoch ms. */
	startedAt: number;
	durationMs: number;
}

/** Hands the message to one provider within its share of the time. Never throws for what the provider does. */
export async function attemptSend(ctx: Ctx, account: Account, message: Message, shareMs: number): Promise<Attempt> {
	const startedAt = ctx.now();
	const before = account.breaker;
	const isProbe = breakerPhase(before, startedAt) === "half-open";
	// The one message that probes keeps the others away until it knows.
	if (isProbe) account.breaker = afterFailure(before, startedAt);
	const outcome = await sendWithin(ctx, account, message, shareMs);
	const attempt: Attempt = {
		accountId: account.id,
		hookId: null,
		provider: account.driver.id,
		providerCode: null,
		providerMessageId: null,
		kind: null,
		startedAt,
		durationMs: Math.max(0, ctx.now() - startedAt),
		...outcome,
	};
	if (attempt.result === "accepted") account.breaker = afterSuccess();
	else if (attempt.kind !== "permanent") account.breaker = afterFailure(isProbe ? before : account.breaker, ctx.now());
	// A refusal of this one message says nothing about the provider: the next message probes again.
	else if (isProbe) account.breaker = before;
	return attempt;
}

async function sendWithin(ctx: Ctx, account: Account, message: Message, shareMs: number) {
	try {
		const secrets = await account.openSecrets();
		const accepted = await orLate(
			account.driver.send(ioFor(ctx, shareMs), message, {
				id: account.id,
				config: account.config,
				secrets,
				callbackUrl: callbackUrlFor(ctx, account.id, message.id),
			}),
			shareMs,
		);
		return { result: "accepted", status: accepted.status, providerMessageId: accepted.providerMessageId } as const;
	} catch (error) {
		if (!(error instanceof DeliveryError)) {
			// A fault of ours in a driver: the message may be out already.
			console.error(
				JSON.stringify({
					level: "error",
					message: "driver failed",
					driver: account.driver.id,
					name: String((error as Error)?.name),
				}),
			);
			return { result: "unknown", status: "unknown", kind: "unknown" } as const;
		}
		const { kind, providerCode } = error;
		return kind === "unknown"
			? ({ result: "unknown", status: "unknown", kind, providerCode } as const)
			: ({ result: "failed", status: "failed", kind, providerCode } as const);
	}
}

/**
 * A driver that doesn't heed its signal isn't waited for: what it does from here on is an unknown outcome. One that does
 * has a moment to say how far it has come.
 */
function orLate<T>(work: Promise<T>, shareMs: number): Promise<T> {
	let timer: ReturnType<typeof setTimeout>;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new DeliveryError("unknown", "no answer in time")), shareMs + graceMs);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
