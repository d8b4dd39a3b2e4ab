// The provider of a developer's machine: it keeps every message in the local database, to be read at /dev/inbox.
import * as z from "zod";
import { keepInInbox } from "../inbox/service";
import { channels } from "../messages/message";
import { driver } from "./driver";
import { DeliveryError } from "./kit/error";

export const inboxDriver = driver({
	id: "inbox",
	title: "Development inbox",
	channels,
	config: z.object({}),
	secrets: z.object({}),
	isDevelopmentOnly: true,

	async send(io, message) {
		// Checked here as well as where accounts are made: it writes codes and addresses in plain text.
		if (!io.isDevelopment) throw new DeliveryError("misconfigured", "the inbox exists in development only");
		const { id } = await keepInInbox(io.bindings.DB, message, io.now());
		return { providerMessageId: id, status: "delivered" };
	},
});
