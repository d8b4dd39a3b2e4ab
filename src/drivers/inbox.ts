// Keeps every message in the local database, where a developer reads it at /dev/inbox.
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
		// Checked here too, not only where accounts are made, because the inbox keeps codes and addresses in plain text.
		if (!io.isDevelopment) throw new DeliveryError("misconfigured", "the inbox exists in development only");
		const { id } = await keepInInbox(io.bindings.DB, message, io.now());
		return { providerMessageId: id, status: "delivered" };
	},
});
