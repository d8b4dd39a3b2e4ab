// Hosts that are reached by a socket: the field for their form, and the check before every connection.
import * as z from "zod";
import { checkHookUrl } from "../../net/url-check";
import type { DriverIo } from "../driver";
import { DeliveryError } from "./error";

export const hostName = z
	.string()
	.max(253)
	.regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, "must be a host name or an IPv4 address");

export const portNumber = z.number().int().min(1).max(65535);

/** The rules for hosts in URLs hold for these, too: nothing private, and this machine in development only. */
export function demandPublicHost(host: string, io: DriverIo): void {
	const verdict = checkHookUrl(`https://${host}`, { allowLoopback: io.isDevelopment });
	if (!verdict.ok) throw new DeliveryError("misconfigured", "the host is not a public one");
}
