// What an answer is typed on: as the AuthentiPad policy says, or as the type's property says. PURE.
import type { Action } from "../policies/challenge/checkpoints";
import { findValue, type Snapshot } from "../settings/values";
import type { ConfiguredType } from "./type";

const devices = {
	QUESTION_PAD: "DeviceQuestionPad",
	PIN_PAD: "DevicePinPad",
	KEY_PAD_ALPHANUMERIC: "DeviceKeyPadAlpha",
	KEY_PAD: "DeviceKeyPadFull",
	TEXT_PAD_PERSONALIZED: "DeviceTextPad",
	TEXT_PAD: "DeviceTextPad",
	HTML_PAD: "DeviceHTMLControl",
} as const satisfies Partial<Record<Action, string>>;

export type PadDevice = (typeof devices)[keyof typeof devices];

export interface Pad {
	device: PadDevice;
	/** The person's own phrase stands on it. */
	isPersonal: boolean;
	/** The label of the plain input; null on a pad, which has labels of its own. */
	label: string | null;
	inputType: "text" | "password";
	/** Whatever the properties say: a pad can always be used by keyboard and screen reader. */
	isAccessible: true;
}

/**
 * @param action what the AuthentiPad checkpoint decided; null where nobody asked it
 * @param wanted the reader's languages in order
 */
export function padFor(
	snapshot: Snapshot,
	type: ConfiguredType,
	action: Action | null,
	wanted: readonly string[] = [],
): Pad {
	const found = (name: string) => findValue(snapshot, name, wanted)?.value;
	const isByPolicy = found("use.authentipad.checkpoint") !== "false";
	const ofPolicy = action !== null && isPad(action) ? devices[action] : "DeviceHTMLControl";
	// An answer has to be typed on something, so "none" is the plain input.
	const ofType = Object.values(devices).find((device) => device === found(`${type.key}.authenticator.device`));
	const device = isByPolicy ? ofPolicy : (ofType ?? "DeviceHTMLControl");
	const isPlain = device === "DeviceHTMLControl";
	return {
		device,
		isPersonal: isByPolicy && action === "TEXT_PAD_PERSONALIZED",
		label: isPlain ? type.htmlLabel : null,
		inputType: isPlain ? type.htmlInputType : padInput(device, found),
		isAccessible: true,
	};
}

const padInput = (device: PadDevice, found: (name: string) => string | undefined): Pad["inputType"] =>
	device === "DeviceQuestionPad" && found("bharosa.authentipad.questionpad.datafield.input.type") === "password"
		? "password"
		: "text";

const isPad = (action: Action): action is keyof typeof devices => Object.hasOwn(devices, action);
