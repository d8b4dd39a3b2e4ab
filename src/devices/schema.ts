// Devices at the door and on the wire.
import * as z from "zod";

export const deviceToken = z
	.string()
	.min(16)
	.max(256)
	.meta({
		description: "What the browser is known by: a token of ours, or the application's own. Only its hash is kept",
		examples: ["3f2b8c1d9e7a4056b1c2d3e4f5a69788"],
	});

export const DeviceTokenView = z.object({
	deviceToken: z.string().meta({ description: "256 random bits. Keep it in the browser, such as in a cookie" }),
});

export const RegisteredDeviceInput = z.strictObject({
	deviceToken,
	application: z.string().min(1).max(40).optional().meta({
		description: "Id. Whose token it is, unless the token is ours. A token of an application speaks for itself",
	}),
});
export type RegisteredDeviceInput = z.output<typeof RegisteredDeviceInput>;

export const RegisteredDeviceView = z.object({
	id: z.string(),
	created: z.iso.datetime(),
	_links: z.record(z.string(), z.unknown()),
});
export type RegisteredDeviceView = z.output<typeof RegisteredDeviceView>;
