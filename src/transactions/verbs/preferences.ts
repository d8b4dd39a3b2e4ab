// Recovery codes within a transaction, devices to forget, and the end of changing preferences.
import { makeRecoveryCodes } from "../../challenges/owned/recovery-codes";
import type { Ctx } from "../../context";
import { wrongStatus } from "../../errors";
import { forgetAllDevices, forgetThisDevice } from "../../registration/devices";
import { type Preferences, readPreferences } from "../../registration/preferences";
import { takeStep } from "../client";
import type { StateOf } from "../states/state";
import { deviceTokenOf } from "./advance";
import { lookForPerson, registered } from "./look";
import { inState, type Key, type Opened, registrantOf } from "./open";
import { readRegistering } from "./register";

export async function preferencesOf(ctx: Ctx, opened: Opened): Promise<Preferences> {
	const { ground } = inState(opened.kept, "PREFERENCES");
	const deviceToken = await deviceTokenOf(ctx, opened.kept.facts);
	return readPreferences(ctx, registrantOf(opened), { isChallenged: ground.by === "ANSWER", deviceToken });
}

/** The codes are told this once, and the earlier ones end. */
export async function makeCodes(ctx: Ctx, key: Key): Promise<string[]> {
	const { opened, state } = await readRegistering(ctx, key);
	if (state.name === "REGISTERING" && !areCodesNext(state)) throw wrongStatus("registration-off");
	return makeRecoveryCodes(ctx, opened.user);
}

/** The codes are noted, or the person wants none. */
export async function endCodes(ctx: Ctx, key: Key): Promise<Opened> {
	const { opened } = await readRegistering(ctx, key);
	const state = inState(opened.kept, "REGISTERING");
	if (!areCodesNext(state)) throw wrongStatus("registration-off");
	return registered(ctx, opened, { ...state.open, parts: [] });
}

/** They come last. */
const areCodesNext = ({ open: { parts } }: StateOf<"REGISTERING">): boolean => parts[0] === "RECOVERY_CODES";

/** Throws E0000107 while the settings don't allow it, and for `this` where nobody told which device it is. */
export async function forgetDevices(ctx: Ctx, key: Key, which: "this" | "all"): Promise<Opened> {
	const { opened } = await readRegistering(ctx, key);
	inState(opened.kept, "PREFERENCES");
	const registrant = registrantOf(opened);
	if (which === "all") await forgetAllDevices(ctx, registrant);
	else {
		const token = await deviceTokenOf(ctx, opened.kept.facts);
		if (token === null) throw wrongStatus("device-not-offered");
		await forgetThisDevice(ctx, registrant, token);
	}
	return opened;
}

/** Also when the time for changes is over. */
export async function finishPreferences(ctx: Ctx, key: Key): Promise<Opened> {
	const opened = await lookForPerson(ctx, key);
	inState(opened.kept, "PREFERENCES");
	return { ...opened, kept: await takeStep(ctx, opened.kept, { type: "FINISHED" }) };
}
