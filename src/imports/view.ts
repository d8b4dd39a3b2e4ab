// Imports of tokens on the wire. No view has a secret, nor anything that was made of one.
import type { OtpSettings } from "../authenticators/schema";
import { recentAuthenticator } from "../authenticators/service";
import type { Ctx } from "../context";
import { causeText } from "../errors/cause";
import type { Language } from "../languages";
import { link } from "../web/links";
import { isoOrNull } from "../web/time";
import { fittingSettings, mostUnfit } from "./job/settings";
import type { ImportRow, ImportState } from "./job/types";
import type { ImportRowView, TokenImportSummary, TokenImportView } from "./schema";
import type { TokenImport, VerifiedRow } from "./service";
import type { TokenImportRow } from "./table";

export function toImportSummary(ctx: Ctx, row: TokenImportRow): TokenImportSummary {
	const self = `/api/v1/token-imports/${row.id}`;
	return {
		id: row.id,
		source: row.source,
		authenticatorId: row.authenticatorId,
		fromAuthenticatorId: row.fromAuthenticatorId,
		status: row.status,
		createdBy: row.createdBy,
		created: new Date(row.createdAt).toISOString(),
		lastUpdated: new Date(row.lastUpdatedAt).toISOString(),
		_links: {
			self: link(ctx, self, "GET"),
			rows: link(ctx, `${self}/rows`, "GET"),
			report: link(ctx, `${self}/report`, "GET"),
			...(row.source === "FILE" ? { file: link(ctx, `${self}/file`, "PUT") } : {}),
		},
	};
}

export async function toImportView(ctx: Ctx, { row, state, canaries }: TokenImport): Promise<TokenImportView> {
	const { status, counts, problem } = state;
	const { settings } = await recentAuthenticator(ctx, row.authenticatorId);
	return {
		...toImportSummary(ctx, { ...row, status }),
		counts,
		problem: problem && { reason: problem.reason, text: causeText(problem, "en") },
		differences: settings === null ? [] : differencesOf(state, settings),
		fitting: settings === null ? null : fittingCall(state, settings),
		canary: canaries.map(toCanaryView),
	};
}

export const toImportRowView = (row: ImportRow, language: Language = "en"): ImportRowView => ({
	row: row.row,
	serial: row.serial,
	user: row.user,
	userId: row.userId,
	factorId: row.result === "TAKEN" && row.userId !== null ? row.factorId : null,
	result: row.result,
	reason: row.cause?.reason ?? null,
	text: row.cause && causeText(row.cause, language),
	isCanary: row.isCanary,
});

const toCanaryView = (row: VerifiedRow): ImportRowView => ({
	...toImportRowView(row),
	verified: isoOrNull(row.verifiedAt),
});

export const differencesOf = ({ differences }: ImportState, settings: Record<string, unknown>) =>
	Object.entries(differences).flatMap(([setting, values]) =>
		Object.entries(values).map(([found, tokens]) => ({
			setting,
			expected: String(settings[setting] ?? "none"),
			found,
			tokens,
		})),
	);

/** For the settings that most tokens share among those that don't fit. */
function fittingCall({ settings: counts }: ImportState, settings: OtpSettings): TokenImportView["fitting"] {
	const most = mostUnfit(counts, settings);
	const wanted = most && fittingSettings(most, settings);
	if (!wanted) return null;
	const name = `${wanted.protocol} ${wanted.algorithm} ${wanted.passCodeLength}`;
	const body = { key: "custom_otp", name, settings: wanted };
	return { method: "POST", path: "/api/v1/authenticators", body };
}
