// Challenge types as the settings have them: what each needs, how it is asked and answered, and what it says. PURE.
import { typeOfProcessor } from "../settings/catalogue/challenge-types";
import { findValue, keysOf, type Snapshot } from "../settings/values";

export interface ConfiguredType {
	/** Such as `ChallengeSMS`. It is also the name of the action that chooses the type. */
	key: string;
	/** Null for a type of which nobody has said a number. */
	number: number | null;
	name: string;
	description: string;
	/** The shipped type whose processor this one has. Null where nothing of ours stands for its class. */
	processor: string | null;
	/** Fields that a user must have registered. */
	requiredInfo: readonly string[];
	/** Fields that the page shows, masked. */
	displayedInfo: readonly string[];
	/** Ready to be used. */
	isAvailable: boolean;
	/** There is this type, and rules may name its action. */
	isEnabled: boolean;
	/** The answer is a code for one use. */
	isForOneUse: boolean;
	/** How long a code that is sent can be used. */
	lifeMs: number;
	/** The label and the type of the plain input. */
	htmlLabel: string;
	htmlInputType: "text" | "password";
	/** HTML of our allow-list. */
	message: string;
	registerDeviceMessage: string;
	continueButton: string;
	incorrectMessage: string;
}

const enumeration = "challenge.type.enum";

/** NIST SP 800-63B-4, 3.1.3.2: a code sent out of band is valid for at most ten minutes. */
const longestLifeMs = 600_000;
const usualLifeMs = 300_000;

/**
 * All types, the lowest number first, also those that are switched off.
 * @param wanted languages in order, for the texts
 */
export const readTypes = (snapshot: Snapshot, wanted: readonly string[] = []): ConfiguredType[] =>
	keysOf(snapshot, enumeration)
		.map((key) => readType(snapshot, key, wanted))
		.sort((one, other) => placeOf(one) - placeOf(other));

const placeOf = ({ number }: ConfiguredType): number => number ?? Number.MAX_SAFE_INTEGER;

export function readType(snapshot: Snapshot, key: string, wanted: readonly string[] = []): ConfiguredType {
	const found = (name: string) => findValue(snapshot, name, wanted)?.value;
	const own = (attribute: string) => found(`${enumeration}.${key}.${attribute}`);
	const number = found(`${enumeration}.${key}`);
	return {
		key,
		number: number === undefined ? null : Number(number),
		name: own("name") ?? key,
		description: own("description") ?? "",
		processor: processorOf(key, own("processor")),
		requiredInfo: keysIn(own("requiredInfo")),
		displayedInfo: keysIn(own("displayedInfo")),
		isAvailable: own("available") === "true",
		isEnabled: own("enabled") !== "false" && found(`rule.action.enum.${key}.enabled`) !== "false",
		isForOneUse: own("otp") !== "false",
		lifeMs: Math.min(Number(own("otpexpirytimeMs") ?? usualLifeMs), longestLifeMs),
		htmlLabel: own("htmlLabel") ?? "",
		htmlInputType: own("htmlInputType") === "password" ? "password" : "text",
		message: found(`${key}.message`) ?? "",
		registerDeviceMessage: found(`${key}.registerdevice.message`) ?? "",
		continueButton: found(`${key}.continue.button`) ?? "",
		incorrectMessage: found(`${key}.incorrect.message`) ?? "",
	};
}

/** A type that names no class is served by the processor that has its name. */
const processorOf = (key: string, className: string | undefined): string | null =>
	className === undefined ? key : (typeOfProcessor(className) ?? null);

const keysIn = (list = ""): string[] => list.split(",").filter((key) => key !== "");
