// Reading the delivery settings, as every send does, and changing them.
import { eq, type SQL } from "drizzle-orm";
import type { Ctx } from "../../context";
import { withMembers } from "../../db";
import { logStatement } from "../../log/write";
import type { SampleSender } from "../../messages/sample";
import { Remembered } from "../../remembered";
import { DeliverySettings } from "./schema";
import { deliverySettingsRow } from "./table";

const defaults = DeliverySettings.parse({});

/** Doesn't validate the stored settings again: a rule that has become stricter must not stop every send. */
export async function readDeliverySettings(ctx: Ctx): Promise<DeliverySettings> {
	const [row] = await ctx.db.select().from(deliverySettingsRow).where(eq(deliverySettingsRow.id, 0));
	return { ...defaults, ...row?.value };
}

/** As every send asks for them. */
export const rememberedDeliverySettings = new Remembered<DeliverySettings>(readDeliverySettings);

/** What a sample of a text is made with. */
export async function readSampleSender(ctx: Ctx): Promise<SampleSender> {
	const { originHost } = await readDeliverySettings(ctx);
	return { organization: ctx.env.organizationName, originHost };
}

export async function replaceDeliverySettings(ctx: Ctx, settings: DeliverySettings): Promise<DeliverySettings> {
	await save(ctx, settings, settings);
	return settings;
}

/** What is left out stays as it is. */
export const changeDeliverySettings = (ctx: Ctx, change: Partial<DeliverySettings>): Promise<void> =>
	save(ctx, change, withMembers(deliverySettingsRow.value, change));

async function save(ctx: Ctx, first: Partial<DeliverySettings>, later: DeliverySettings | SQL): Promise<void> {
	await ctx.db.batch([
		ctx.db
			.insert(deliverySettingsRow)
			.values({ id: 0, value: first })
			.onConflictDoUpdate({ target: deliverySettingsRow.id, set: { value: later } }),
		logStatement(ctx, {
			eventType: "system.delivery_settings.update",
			target: [{ id: "delivery", type: "Settings", displayName: "Delivery settings" }],
		}),
	]);
	rememberedDeliverySettings.forget(ctx);
}
