// What policies may know when they decide. A fact that isn't there is unknown, which is never the same as false. PURE.
import type { Action, ChallengeType, Checkpoint } from "./checkpoints";
import type { RiskClass } from "./score";

export interface Facts {
	/** Epoch ms. */
	now?: number;
	/** The application's, by its name in the IANA database. */
	timeZone?: string;
	applicationId?: string;

	userId?: string;
	login?: string;
	accountStatus?: string;
	/** Without the group of everyone. */
	groupIds?: readonly string[];
	/** Whether the user has never registered anything to be challenged by. */
	isUnregistered?: boolean;
	/** Types that are on and whose contact data or secret this user has registered. */
	availableTypes?: readonly ChallengeType[];
	/** Contact data that registration asks for, and whether the user has all of it. */
	requiredInfo?: readonly string[];
	hasRequiredInfo?: boolean;
	hasQuestions?: boolean;
	hasImage?: boolean;
	isOptedOut?: boolean;
	/** Customer care lets the user be challenged where a policy blocks. */
	isTemporarilyAllowed?: boolean;
	hasUnverifiedContact?: boolean;
	/** Wrong codes in a row, by challenge type. */
	otpFailures?: Readonly<Partial<Record<ChallengeType, number>>>;
	questionFailures?: number;

	riskClass?: RiskClass;
	ipAddress?: string;
	/** ISO 3166. */
	country?: string;
	asn?: number;
	/** Miles per hour since the last good sign-in. */
	velocity?: number;

	userAgent?: string;
	/** The hash of the device's token. */
	device?: string;
	isNewDevice?: boolean;
	isRegisteredDevice?: boolean;
	isDeviceOfLastSignIn?: boolean;
	/** 0 is the same device, 500 a similar one, 1000 another one. */
	deviceRisk?: number;

	/** By `countKey`. */
	counts?: Readonly<Record<string, number>>;
}
export type FactName = keyof Facts;

/** Something to be counted in the history of decisions. */
export type CountAsked =
	| { count: "actions"; action: Action; checkpoint: Checkpoint | null; seconds: number }
	| { count: "users-of-device" | "users-of-address"; seconds: number };

export function countKey(asked: CountAsked): string {
	const { count, seconds } = asked;
	return count === "actions"
		? `${count} ${asked.action} ${asked.checkpoint ?? "any"} ${seconds}`
		: `${count} ${seconds}`;
}
