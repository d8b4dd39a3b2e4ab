// Whether the user comes from this device for the first time. PURE.
import * as z from "zod";
import { condition } from "../condition";

/** A device without a token is unknown, and not new. */
export const newDevice = condition({
	id: "device-new-for-user",
	alias: "Device: Device first time for user",
	title: "The device is new for the user",
	parameters: z.strictObject({}),
	facts: ["isNewDevice"],
	prepare() {
		return ({ isNewDevice }) => (isNewDevice === undefined ? null : isNewDevice);
	},
});
