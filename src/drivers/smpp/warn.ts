// What goes wrong in an SMPP session while nobody waits for it, told to the Worker's own log.
import { DeliveryError } from "../kit/error";

export function warn(message: string, accountId: string, error: unknown): void {
	const cause = error instanceof DeliveryError ? `${error.kind} ${error.providerCode ?? ""}`.trim() : String(error);
	console.warn(JSON.stringify({ level: "warning", message, accountId, cause }));
}
