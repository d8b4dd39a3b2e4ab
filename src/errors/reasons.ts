// Which reasons belong to which error code. PURE.
import type { ErrorCode } from "./codes";
import type { Reason } from "./words/shape";

const undelivered = [
	"every-provider-failed",
	"first-event-under-way",
	"first-request-failed",
	"no-provider",
	"no-time-left",
	"not-confirmed",
	"not-recorded",
] as const satisfies readonly Reason[];

/** The reasons of a code. A code that isn't here has none, but E0000001 takes any reason. */
export const errorReasons = {
	E0000004: ["wrong-name-or-password"],
	E0000031: ["filter-comparison", "filter-field", "filter-value-path"],
	E0000038: ["user-activated-again", "user-deactivated", "user-not-activatable"],
	E0000047: ["locked", "recently-sent", "unlocked-too-often"],
	E0000053: ["filter-number", "filter-too-complex", "filter-too-long", "filter-unreadable", "not-time"],
	E0000068: ["wrong-answer", "wrong-code"],
	E0000069: ["too-many-in-a-row"],
	E0000078: ["immutable"],
	E0000098: [
		"company-number",
		"fixed-line",
		"non-geographic",
		"not-telephone",
		"number-blocked",
		"pager",
		"personal-number",
		"premium",
		"shared-cost",
		"toll-free",
		"unknown-number",
		"voicemail",
	],
	E0000099: ["country-not-allowed"],
	E0000107: [
		"factor-active",
		"factor-changing",
		"factor-inactive",
		"factor-is-token",
		"factor-not-token",
		"factor-pending",
	],
	E0000109: ["recently-sent"],
	E0000118: ["recently-sent"],
	E0000133: ["recently-sent"],
	E0000134: [
		"hook-answer-malformed",
		"hook-answer-malformed-at",
		"hook-answer-not-json",
		"hook-answer-not-json-but",
		"hook-answer-too-large",
		"hook-redirect",
		"hook-secret-lost",
		"hook-status",
		"hook-unreachable",
		"url-characters",
		"url-credentials",
		"url-loopback",
		"url-not-https",
		"url-not-whole",
		"url-port",
		"url-private-host",
		"url-reserved-address",
		"url-too-long",
	],
	E0000135: ["hook-error", "hook-failed"],
	E0000138: undelivered,
	E0000139: undelivered,
	E0000148: ["authenticator-in-policies"],
	E0000150: ["address-limit", "daily-limit", "hourly-limit", "range-limit", "range-suspended"],
	E0000195: ["account-changed", "first-request-under-way"],
} as const satisfies Partial<Record<ErrorCode, readonly Reason[]>>;

export type ReasonOf<Code extends keyof typeof errorReasons> = (typeof errorReasons)[Code][number];
