// A registered device on the wire. Its token and the token's hash are no part of it.
import type { Ctx } from "../context";
import { link } from "../web/links";
import type { RegisteredDeviceView } from "./schema";
import type { RegisteredDeviceRow } from "./table";

export function toRegisteredDeviceView(
	ctx: Ctx,
	{ id, userId, registeredAt }: RegisteredDeviceRow,
): RegisteredDeviceView {
	return {
		id,
		created: new Date(registeredAt).toISOString(),
		_links: { self: link(ctx, `/api/v1/users/${userId}/registered-devices/${id}`, "DELETE") },
	};
}
