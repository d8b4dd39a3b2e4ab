// The question before a registered device is the person's own no more.
import { listRegisteredDevices, unregisterDevice } from "../../devices/service";
import { notFound } from "../../errors";
import { Time } from "../../ui/time";
import { getUserById } from "../../users/service";
import { helpDesk } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { userAt } from "../paths";
import { question } from "../question";

export const unregisterDevicePage = question({
	path: "/console/users/{userId}/devices/{deviceId}/unregister",
	access: helpDesk,
	load: async (ctx, { params: { userId, deviceId } }) => {
		const [user, devices] = await Promise.all([getUserById(ctx, userId), listRegisteredDevices(ctx, userId)]);
		const device = devices.find(({ id }) => id === deviceId);
		if (!device) throw notFound("Device", deviceId);
		return { user, device, now: ctx.now() };
	},
	ask: ({ user, device, now }, { frame }) => {
		const { userSteps, person } = consoleWords[frame.language];
		const { title, text, button } = userSteps.device;
		return {
			title,
			of: { href: userAt(user.id), text: user.displayName },
			button,
			text: (
				<>
					<p>{text(user.displayName)}</p>
					<p>
						{person.registered} <Time at={device.registeredAt} now={now} frame={frame} />
					</p>
				</>
			),
		};
	},
	take: async (ctx, { params }) => {
		await unregisterDevice(ctx, params.userId!, params.deviceId!);
		return done(userAt(params.userId!), "users.deviceUnregistered");
	},
});
