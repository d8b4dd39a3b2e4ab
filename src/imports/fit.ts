// An import whose tokens don't fit its authenticator: what differs, which one fits, and beginning anew with it.
import { AuthenticatorInput, type OtpSettings } from "../authenticators/schema";
import { type AuthenticatorRow, createAuthenticator, listAuthenticators } from "../authenticators/service";
import type { Ctx } from "../context";
import { wrongStatus } from "../errors";
import { check } from "../web/validate";
import { differingSettings, fittingSettings, mostUnfit } from "./job/settings";
import type { TokenImportView } from "./schema";
import { cancelImport, createImport, getImportWithState, type TokenImport } from "./service";
import { differencesOf } from "./view";

export interface Fit {
	differences: TokenImportView["differences"];
	/** Settings of an authenticator that most of the unfit tokens fit; null where no authenticator can have them. */
	wanted: OtpSettings | null;
	/** Active authenticators that these tokens fit. */
	others: AuthenticatorRow[];
}

/** Null where all tokens fit. */
export async function fitOf(ctx: Ctx, { row, state }: Pick<TokenImport, "row" | "state">): Promise<Fit | null> {
	if (Object.keys(state.differences).length === 0) return null;
	const all = await listAuthenticators(ctx);
	const settings = all.find(({ id }) => id === row.authenticatorId)?.settings;
	const most = settings ? mostUnfit(state.settings, settings) : null;
	if (!settings || most === null) return null;
	const fits = ({ status, settings }: AuthenticatorRow) =>
		status === "ACTIVE" && settings !== null && differingSettings(most, settings).length === 0;
	return {
		differences: differencesOf(state, settings),
		wanted: fittingSettings(most, settings),
		others: all.filter(fits),
	};
}

/** Makes the authenticator that fits, ends the import, and begins another one. Its file has to be sent again. */
export async function beginWithFitting(ctx: Ctx, id: string, name: string): Promise<TokenImport> {
	const { row, state } = await getImportWithState(ctx, id);
	const settings = (await fitOf(ctx, { row, state }))?.wanted;
	if (!settings) throw wrongStatus("import-state", { status: state.status, wanted: "REFUSED" });
	const input = check(AuthenticatorInput, { key: "custom_otp", name, settings });
	const { id: authenticatorId } = await createAuthenticator(ctx, input, { activate: true });
	const from = row.fromAuthenticatorId === null ? {} : { fromAuthenticatorId: row.fromAuthenticatorId };
	const begun = await createImport(ctx, { source: "FILE", authenticatorId, ...from });
	if (state.endedAt === null) await cancelImport(ctx, id);
	return begun;
}
