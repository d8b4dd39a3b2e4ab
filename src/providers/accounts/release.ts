// Tells the driver of an account that may send no more, because the driver may hold a session with the provider.
import type { Ctx } from "../../context";
import { findDriver } from "../../drivers";
import { causeOf, writeWorkerLog } from "../../worker-log";
import { ioFor } from "../driver-input";
import type { ProviderAccountRow } from "./table";

const releaseWithinMs = 5_000;

/** The account's change stands, whether or not the driver can be told. A session ends by itself a while later. */
export async function releaseAccount(ctx: Ctx, { id, driverId }: Pick<ProviderAccountRow, "id" | "driverId">) {
	try {
		await findDriver(driverId, ctx.env)?.release?.(ioFor(ctx, releaseWithinMs), id);
	} catch (error) {
		writeWorkerLog("warning", { message: "an account could not be released", accountId: id, cause: causeOf(error) });
	}
}
