// The page for contact data as somebody would see it who has registered nothing yet, for whoever changes the settings.
import { settingsIn } from "../contacts/fields";
import type { Ctx } from "../context";
import { readSnapshot } from "../settings/snapshot";
import { findValue, type Snapshot } from "../settings/values";
import { isOffered } from "./devices";
import { type FieldToRegister, fieldsOf } from "./fields";
import { mayDecline } from "./open";
import { isPageOn } from "./registrant";

export interface PagePreview {
	settings: Snapshot;
	languages: readonly string[];
	fields: readonly FieldToRegister[];
	mayDecline: boolean;
	/** The label of the check box that remembers the browser; null: it isn't offered. */
	device: string | null;
}

/**
 * As the settings are now, and not as they were at most 30 s ago.
 * @param scope an application's id, or `default`
 */
export async function readPagePreview(ctx: Ctx, scope: string, languages: readonly string[]): Promise<PagePreview> {
	const contacts = settingsIn(await readSnapshot(ctx, scope), null, languages);
	const { snapshot: settings } = contacts;
	const fields = fieldsOf(contacts, [], languages);
	const label = findValue(settings, "register.userinfo.registerdevice.message", languages)?.value ?? "";
	return {
		settings,
		languages,
		fields: fields.shown,
		mayDecline: mayDecline(fields, "REGISTRATION", false),
		device: isOffered(settings, "userinfo") ? label : null,
	};
}

/** Why nobody is asked for contact data, whatever policies say. Null: people are asked. */
export type Hidden = "PAGE" | "TYPES" | "FIELDS";

export function whyHidden({ snapshot, types, fields }: ReturnType<typeof settingsIn>): Hidden | null {
	if (!isPageOn(snapshot, "REGISTRATION")) return "PAGE";
	if (!types.some(({ isOn }) => isOn)) return "TYPES";
	return fields.some(({ isShown, isRequired }) => isShown && isRequired) ? null : "FIELDS";
}
