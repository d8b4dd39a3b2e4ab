// One try with one provider account. Its result is always a value, whatever the provider does.
import type { Ctx } from "../context";
import { DeliveryError, type DeliveryErrorKind } from "../drivers/kit/error";
import type { HookFailureReason } from "../hooks/telephony-answer";
import type { DeliveryStatus, Message } from "../messages/message";
import { writeWorkerLog } from "../worker-log";
import type { Account } from "./accounts/remembered";
import { rememberedSecrets } from "./accounts/secrets";
import { noteOutcome, noteProbe } from "./breakers";
import { callbackUrlFor, configFor, ioFor } from "./driver-input";

const graceMs = 100;

export interface Try {
	accountId: string | null;
	hookId: string | null;
	/** The driver's id, or what the hook called its provider. */
	providerName: string;
	result: "accepted" | "failed" | "unknown";
	/** Why it failed. */
	kind: DeliveryErrorKind | HookFailureReason | null;
	providerCode: string | null;
	providerMessageId: string | null;
	status: DeliveryStatus;
	/** Epoch ms. */
	startedAt: number;
	durationMs: number;
}

/** A try with an account; only hooks have failure reasons of their own. */
export type AccountTry = Try & { kind: DeliveryErrorKind | null };

/**
 * Hands the message to one account within its share of the time, and notes the outcome for the account's breaker.
 * Throws nothing that the provider causes.
 */
export async function tryAccount(ctx: Ctx, account: Account, message: Message, shareMs: number): Promise<AccountTry> {
	const startedAt = ctx.now();
	const before = noteProbe(account, startedAt);
	const made: AccountTry = {
		accountId: account.id,
		hookId: null,
		providerName: account.driver.id,
		providerCode: null,
		providerMessageId: null,
		kind: null,
		startedAt,
		...(await sendWithin(ctx, account, message, shareMs)),
		durationMs: Math.max(0, ctx.now() - startedAt),
	};
	noteOutcome(account, before, made, ctx.now());
	return made;
}

async function sendWithin(ctx: Ctx, account: Account, message: Message, shareMs: number) {
	try {
		const secrets = await rememberedSecrets(ctx, account);
		const accepted = await orLate(
			account.driver.send(ioFor(ctx, shareMs), message, {
				id: account.id,
				config: configFor(account, message),
				secrets,
				callbackUrl: callbackUrlFor(ctx, account.id, message.id),
			}),
			shareMs,
		);
		return { result: "accepted", status: accepted.status, providerMessageId: accepted.providerMessageId } as const;
	} catch (error) {
		if (!(error instanceof DeliveryError)) {
			// A fault of ours in a driver: the message may be out already.
			const name = String((error as Error)?.name);
			writeWorkerLog("error", { message: "driver failed", driver: account.driver.id, name });
			return { result: "unknown", status: "unknown", kind: "unknown" } as const;
		}
		const { kind, providerCode } = error;
		return kind === "unknown"
			? ({ result: "unknown", status: "unknown", kind, providerCode } as const)
			: ({ result: "failed", status: "failed", kind, providerCode } as const);
	}
}

/**
 * Ends the wait for a driver that ignores its signal; the outcome is then unknown. A driver that obeys its signal has a
 * moment to say how far it has come.
 */
function orLate<T>(work: Promise<T>, shareMs: number): Promise<T> {
	let timer: ReturnType<typeof setTimeout>;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new DeliveryError("unknown", "no answer in time")), shareMs + graceMs);
	});
	return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
