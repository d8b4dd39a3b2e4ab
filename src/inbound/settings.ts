// The receiver's settings: reads them, changes them, and checks that a request comes from the named Okta org.
import { and, eq, isNotNull } from "drizzle-orm";
import type { Ctx } from "../context";
import { equalConstantTime, keyedHash } from "../crypto/digest";
import { ApiError, invalid } from "../errors";
import { queueOnce } from "../log/once";
import { logStatement } from "../log/write";
import { Remembered } from "../remembered";
import type { OktaReceiverInput } from "./schema";
import { type OktaReceiverRow, oktaReceiver } from "./table";

export type { OktaReceiverRow };

export const receiverPath = "/hooks/okta/telephony";

const receiverParty = { id: "okta", type: "Settings", displayName: "Okta receiver" };

const theOne = eq(oktaReceiver.id, 0);

/** The hash has a key, so that the database doesn't give away even a secret that could be guessed. */
const hashOf = (ctx: Ctx, secret: string) => keyedHash(ctx.env.lookupKey, "okta_receiver.secret", secret);

/** Throws 404 while the receiver is off, and 401 for a secret that isn't ours. */
export async function checkOktaSecret(ctx: Ctx, request: Request): Promise<void> {
	const { isEnabled, headerName, secretHash } = await rememberedReceiver.get(ctx);
	if (!isEnabled || secretHash === null) throw new ApiError("E0000008");
	const given = await hashOf(ctx, request.headers.get(headerName) ?? "");
	if (equalConstantTime(given, secretHash)) return;
	logDenied(ctx);
	throw new ApiError("E0000011");
}

/** Anybody can call here, so a minute has one row: enough to be seen, too little to flood the log. */
const logDenied = (ctx: Ctx): void =>
	queueOnce(ctx, "okta_receiver.denied", {
		eventType: "system.okta_receiver.denied",
		outcome: { result: "DENY", reason: "INVALID_SECRET" },
		target: [receiverParty],
	});

export async function getOktaReceiver(ctx: Ctx): Promise<OktaReceiverRow> {
	return readRow(ctx);
}

/** Throws 400 E0000001 when the receiver would be enabled without a secret. */
export async function replaceOktaReceiver(ctx: Ctx, input: OktaReceiverInput): Promise<OktaReceiverRow> {
	const { enabled, headerName, secret } = input;
	const isComplete = enabled && secret === undefined ? isNotNull(oktaReceiver.secretHash) : undefined;
	const [updated] = await ctx.db.batch([
		ctx.db
			.update(oktaReceiver)
			.set({
				isEnabled: enabled,
				headerName,
				...(secret === undefined ? {} : { secretHash: await hashOf(ctx, secret) }),
				lastUpdatedAt: ctx.now(),
			})
			.where(and(theOne, isComplete))
			.returning(),
		logStatement(ctx, {
			eventType: "system.okta_receiver.update",
			target: [receiverParty],
			debugData: { enabled: String(enabled), hasNewSecret: String(secret !== undefined) },
		}),
	]);
	rememberedReceiver.forget(ctx);
	if (!updated[0]) throw invalid("secret", "receiver-without-secret");
	return updated[0];
}

const rememberedReceiver = new Remembered<OktaReceiverRow>(readRow);

async function readRow(ctx: Ctx): Promise<OktaReceiverRow> {
	const [row] = await ctx.db.select().from(oktaReceiver).where(theOne);
	if (!row) throw new Error("the row of okta_receiver is gone");
	return row;
}
