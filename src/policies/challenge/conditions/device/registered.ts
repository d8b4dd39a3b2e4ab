// Whether the user has marked this device as safe. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** The mark belongs to the user and the device together. */
export const registeredDevice = condition({
	id: "device-registered",
	alias: "Device: Is registered",
	title: "The device is registered",
	parameters: z.strictObject({}),
	facts: ["isRegisteredDevice"],
	prepare() {
		return ({ isRegisteredDevice }) => (isRegisteredDevice === undefined ? null : isRegisteredDevice);
	},
});
