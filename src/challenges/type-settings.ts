// Challenge types as administrators set them, and why a user isn't offered one.
import { settingsIn } from "../contacts/fields";
import type { Ctx } from "../context";
import { notFound } from "../errors";
import { defaultScope } from "../settings/catalogue";
import { changeAll } from "../settings/service";
import { readSnapshot } from "../settings/snapshot";
import { changesOf, type FormProperty, plainField, refuseEmptied, shownValues, textFields } from "../settings/typed";
import type { Snapshot } from "../settings/values";
import { getUserOfField } from "../users/service";
import { readPerson } from "./person";
import { type ExplainedChallenge, explainChallenges } from "./service";
import { type ConfiguredType, readTypes } from "./type";

export interface TypeSettings {
	snapshot: Snapshot;
	/** The lowest number first, also those that are switched off. */
	types: readonly ConfiguredType[];
	/** Fields for contact data: key → HTML of the label. */
	fieldNames: ReadonlyMap<string, string>;
}

/**
 * As they are now, and not as they were at most 30 s ago.
 * @param wanted the reader's languages, for texts
 */
export async function readTypeSettings(ctx: Ctx, scope: string, wanted: readonly string[]): Promise<TypeSettings> {
	const snapshot = await readSnapshot(ctx, scope);
	const { fields } = settingsIn(snapshot, null, wanted);
	return {
		snapshot,
		types: readTypes(snapshot, wanted),
		fieldNames: new Map(fields.map(({ key, name }) => [key, name])),
	};
}

/** The type of this key with what a form shows of it. Throws 404. */
export async function getTypeSetting(ctx: Ctx, scope: string, key: string, wanted: readonly string[]) {
	const settings = await readTypeSettings(ctx, scope, wanted);
	const type = settings.types.find((one) => one.key === key);
	if (!type) throw notFound("ChallengeType", key);
	return { ...settings, type, values: shownValues(settings.snapshot, formOf(key)) };
}

/** What a form has beside the keys of fields. */
const formOf = (key: string): FormProperty[] => {
	const name = `challenge.type.enum.${key}`;
	return [
		...textFields("name", `${name}.name`),
		...textFields("description", `${name}.description`),
		...textFields("htmlLabel", `${name}.htmlLabel`),
		plainField("available", `${name}.available`, "false"),
		plainField("enabled", `${name}.enabled`, "true"),
		plainField("requiredInfo", `${name}.requiredInfo`),
		plainField("displayedInfo", `${name}.displayedInfo`),
		plainField("otpexpirytimeMs", `${name}.otpexpirytimeMs`, "300000"),
		plainField("htmlInputType", `${name}.htmlInputType`, "text"),
		plainField("device", `${key}.authenticator.device`, "DeviceHTMLControl"),
	];
};

/** Changes what differs, in the scope. Throws 400 at the form's fields. */
export async function changeType(
	ctx: Ctx,
	scope: string,
	key: string,
	typed: Readonly<Record<string, string>>,
): Promise<void> {
	const { snapshot, values } = await getTypeSetting(ctx, scope, key, []);
	refuseEmptied(["name", "htmlLabel"], values, typed);
	await changeAll(ctx, scope, changesOf(snapshot, formOf(key), typed));
}

/** Every type for a user, by the id or the login. Throws 400 at `user` when there is no such user. */
export async function explainForUser(
	ctx: Ctx,
	scope: string,
	user: string,
	languages: readonly string[],
): Promise<{ name: string; explained: readonly ExplainedChallenge[] }> {
	const found = await getUserOfField(ctx, "user", user);
	const applicationId = scope === defaultScope ? undefined : scope;
	const person = await readPerson(ctx, found, applicationId, languages);
	return { name: found.displayName, explained: await explainChallenges(ctx, person) };
}
