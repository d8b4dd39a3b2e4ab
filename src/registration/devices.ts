// "Remember this device": offered, listed and taken back as far as the five switches of the settings allow.
import type { Ctx } from "../context";
import { listRegisteredDevices, registerDevice, unregisterAllDevices, unregisterDevice } from "../devices/service";
import { deviceHash } from "../devices/token";
import { wrongStatus } from "../errors";
import { defaultScope } from "../settings/catalogue";
import { rememberedSnapshot } from "../settings/snapshot";
import type { Snapshot } from "../settings/values";
import { isOn, type Registrant } from "./registrant";

/** Where the check box stands. */
export type DevicePage = "userinfo" | "questions";

/** What a user may do with devices, here and now. */
export interface DeviceOffers {
	/** The page has the check box. A device that is registered already gets none. */
	mayRegister: boolean;
	mayUnregisterThis: boolean;
	mayUnregisterAll: boolean;
}

export async function deviceOffers(
	ctx: Ctx,
	registrant: Registrant,
	page: DevicePage,
	deviceToken: string | null,
): Promise<DeviceOffers> {
	const [settings, id] = await Promise.all([
		registrantSettings(ctx, registrant),
		deviceToken === null ? null : findDevice(ctx, registrant, deviceToken),
	]);
	return {
		mayRegister: deviceToken !== null && id === null && isOffered(settings, page),
		mayUnregisterThis: id !== null && isOn(settings, "userpreferences.unregister.this.enabled"),
		mayUnregisterAll: isOn(settings, "userpreferences.unregister.all.enabled"),
	};
}

/** The user says that the browser is the user's own. Throws E0000107 where the page doesn't offer it. */
export async function rememberDevice(
	ctx: Ctx,
	registrant: Registrant,
	page: DevicePage,
	deviceToken: string,
): Promise<void> {
	if (!isOffered(await registrantSettings(ctx, registrant), page)) throw wrongStatus("device-not-offered");
	await registerDevice(ctx, registrant.user.id, { deviceToken, application: registrant.applicationId });
}

/** Throws E0000107 while the settings don't allow it. A device that isn't registered stays so. */
export async function forgetThisDevice(ctx: Ctx, registrant: Registrant, deviceToken: string): Promise<void> {
	await refuseUnless(ctx, registrant, "userpreferences.unregister.this.enabled");
	const id = await findDevice(ctx, registrant, deviceToken);
	if (id !== null) await unregisterDevice(ctx, registrant.user.id, id);
}

/** Throws E0000107 while the settings don't allow it. */
export async function forgetAllDevices(ctx: Ctx, registrant: Registrant): Promise<void> {
	await refuseUnless(ctx, registrant, "userpreferences.unregister.all.enabled");
	await unregisterAllDevices(ctx, registrant.user.id);
}

const registrantSettings = (ctx: Ctx, { applicationId }: Registrant): Promise<Snapshot> =>
	rememberedSnapshot.get(ctx, applicationId ?? defaultScope);

/** Whether the settings offer to remember a browser on a page. */
export const isOffered = (settings: Snapshot, page: DevicePage): boolean =>
	isOn(settings, "registerdevice.enabled") && isOn(settings, `register.${page}.registerdevice.enabled`);

async function refuseUnless(ctx: Ctx, registrant: Registrant, name: string): Promise<void> {
	if (!isOn(await registrantSettings(ctx, registrant), name)) throw wrongStatus("device-not-offered");
}

/** The id of the registered device; null: it isn't registered. */
async function findDevice(ctx: Ctx, { user, applicationId }: Registrant, token: string): Promise<string | null> {
	const [device, registered] = await Promise.all([
		deviceHash(ctx, token, applicationId),
		listRegisteredDevices(ctx, user.id),
	]);
	return registered.find((row) => row.device === device)?.id ?? null;
}
