// How fast the user would have had to travel since the last good sign-in. PURE.
import * as z from "zod";
import { condition } from "../condition";

export const velocityAbove = condition({
	id: "user-velocity",
	alias: "User: Velocity from last successful login",
	title: "Speed since the last good sign-in",
	parameters: z.strictObject({
		milesPerHour: z.int().min(1).max(100_000).default(500).meta({ title: "Miles per hour more than" }),
		ignoreSameDevice: z.boolean().default(true).meta({ title: "Ignore if the last device is the same" }),
	}),
	facts: ["velocity", "isDeviceOfLastSignIn"],
	prepare({ milesPerHour, ignoreSameDevice }) {
		return ({ velocity, isDeviceOfLastSignIn }) =>
			ignoreSameDevice && isDeviceOfLastSignIn === true
				? false
				: velocity === undefined
					? null
					: velocity > milesPerHour;
	},
});
