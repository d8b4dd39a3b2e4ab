// Sends a test message through an account, whatever the rules say, also when the account is switched off.
import type { Ctx } from "../../context";
import { invalid } from "../../errors";
import { newId } from "../../ids";
import { factStatement } from "../../log/write";
import type { Message } from "../../messages/message";
import { phoneNumberRefused, readPhoneNumber } from "../../phone/number";
import { UserProfile } from "../../users/schema";
import { type AccountTry, tryAccount } from "../try";
import { releaseAccount } from "./release";
import { toAccount } from "./remembered";
import type { TestMessageInput } from "./schema";
import { accountEvent, getAccount } from "./service";

const timeLimitMs = 5_000;
const lifetimeMs = 5 * 60_000;

const text = "This is a test message from Tessera. Nobody needs to do anything.";

/** Nobody's code. Some providers' templates hold nothing but a code. */
const sampleCode = "123456";

/** Sends the message and returns what came of it. A failure is an answer, too, and doesn't count for the breaker. */
export async function sendTestMessage(ctx: Ctx, id: string, input: TestMessageInput): Promise<AccountTry> {
	const row = await getAccount(ctx, id);
	const account = toAccount(ctx, row);
	if (!account) throw invalid("driver", "development-driver");
	if (!account.driver.channels.includes(input.channel)) {
		const { title, channels } = account.driver;
		throw invalid("channel", "account-channel", { driver: title, channels });
	}
	const message: Message = {
		id: newId("delivery", ctx.now()),
		channel: input.channel,
		destination: readDestination(input),
		locale: "en",
		text,
		subject: input.channel === "EMAIL" ? "Test message from Tessera" : null,
		code: sampleCode,
		purpose: "verification",
		expiresAt: ctx.now() + lifetimeMs,
	};
	const tried = await tryAccount(ctx, account, message, timeLimitMs);
	// No meter counts a test, so the log has to tell of it.
	const outcome = { result: tried.result === "failed" ? "FAILURE" : "SUCCESS" } as const;
	await factStatement(ctx, { ...accountEvent("test", row), outcome });
	if (row.status === "INACTIVE") await releaseAccount(ctx, row);
	return tried;
}

function readDestination({ channel, to }: TestMessageInput): string {
	if (channel === "EMAIL" && !UserProfile.shape.email.safeParse(to).success) throw invalid("to", "not-email");
	if (channel !== "SMS" && channel !== "CALL") return to;
	// The test may be there to find out whether a carrier knows the number.
	const number = readPhoneNumber(to, { takesUnknown: true });
	if (!number.ok) throw phoneNumberRefused(number.reason);
	return number.e164;
}
