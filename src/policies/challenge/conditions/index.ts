// Every condition there is. A new one is a file, and a line here. PURE.
import * as z from "zod";
import type { Condition } from "./condition";
import { deviceInList } from "./device/in-list";
import { mobileBrowser } from "./device/mobile-browser";
import { newDevice } from "./device/new-for-user";
import { registeredDevice } from "./device/registered";
import { userAgentContains } from "./device/user-agent-contains";
import { userAgentInList } from "./device/user-agent-in-list";
import { deviceUserCount } from "./device/user-count";
import { addressInList } from "./location/address-in-list";
import { addressUserCount } from "./location/address-user-count";
import { asnInList } from "./location/asn-in-list";
import { countryInList } from "./location/country-in-list";
import { fromApplication } from "./session/application";
import { evaluatePolicy } from "./session/evaluate-policy";
import { riskOfClass } from "./session/risk-class";
import { timeOfDay } from "./session/time-of-day";
import { valueInList } from "./session/value-in-list";
import { accountStatus } from "./user/account-status";
import { actionCount } from "./user/action-count";
import { always } from "./user/always";
import { contactUnverified } from "./user/contact-unverified";
import { imageAssigned } from "./user/image-assigned";
import { inGroup } from "./user/in-group";
import { userInList } from "./user/in-list";
import { informationRegistered } from "./user/information-registered";
import { optedOut } from "./user/opted-out";
import { otpFailures } from "./user/otp-failures";
import { questionFailures } from "./user/question-failures";
import { questionStatus } from "./user/question-status";
import { velocityAbove } from "./user/velocity";

export const conditions: readonly Condition[] = [
	always,
	accountStatus,
	inGroup,
	userInList,
	otpFailures,
	questionFailures,
	questionStatus,
	imageAssigned,
	informationRegistered,
	optedOut,
	contactUnverified,
	actionCount,
	velocityAbove,
	valueInList,
	riskOfClass,
	timeOfDay,
	fromApplication,
	evaluatePolicy,
	userAgentContains,
	userAgentInList,
	mobileBrowser,
	newDevice,
	registeredDevice,
	deviceInList,
	deviceUserCount,
	countryInList,
	addressInList,
	asnInList,
	addressUserCount,
];

/** The id of a condition that there is. */
export const conditionId = z.enum(conditions.map(({ id }) => id));

const byId = new Map(conditions.map((condition) => [condition.id, condition]));

/** A condition as a rule has it. */
export interface ConditionUse {
	condition: string;
	parameters: Record<string, unknown>;
	/** The answer for which the rule goes on. */
	is: boolean;
	/** The answer where a fact that decides is unknown, in place of comparing with `is`. */
	valueOnError: boolean;
}

/** At the door: each condition has the parameters of its own. */
export const ConditionUse = z.discriminatedUnion(
	"condition",
	conditions.map(({ id, title, parameters }) =>
		z
			.strictObject({
				condition: z.literal(id),
				parameters: Object.keys(parameters.shape).length === 0 ? parameters.prefault({}) : parameters,
				is: z.boolean().default(true).meta({ description: "The answer for which the rule goes on" }),
				valueOnError: z.boolean().default(false).meta({ description: "Counts where a fact is unknown" }),
			})
			.meta({ title }),
	) as unknown as [z.ZodObject<{ condition: z.ZodLiteral<string> }>],
) as unknown as z.ZodType<ConditionUse, ConditionUse>;

export function conditionOf({ condition }: Pick<ConditionUse, "condition">): Condition {
	const found = byId.get(condition);
	if (!found) throw new Error(`there is no condition ${condition}`);
	return found;
}
