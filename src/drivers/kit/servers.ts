// Servers that an administrator names: the fields of a form for them, and the check that they are public. PURE.
import * as z from "zod";
import { causeText, reason } from "../../errors/cause";
import { checkHookUrl } from "../../net/url-check";
import type { DriverIo } from "../driver";
import { DeliveryError } from "./error";

type FieldTexts = { title: string; description: string; examples: string[] };

/** How each field names its server. This isn't in the field's metadata, because the API answers that with the forms. */
const serverFields = z.registry<{ as: "url" | "host" }>();

/** A field for the URL of a service. Storing an account checks the URL, and the driver checks it before every call. */
export const publicUrl = (texts: FieldTexts) => z.url().max(1024).meta(texts).register(serverFields, { as: "url" });

/** A field for the host of a server that is reached by a socket. The checks are the same. */
export const publicHost = (texts: FieldTexts) =>
	z
		.string()
		.max(253)
		.regex(/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/, reason("host-or-address"))
		.meta(texts)
		.register(serverFields, { as: "host" });

export const portNumber = z.number().int().min(1).max(65535);

/** The URL that stands for a field's server. Null when the field names no server, or has no value. */
export function serverUrl(field: z.core.$ZodType | undefined, value: unknown): string | null {
	const as = field && wayOfNaming(field);
	if (!as || value === undefined) return null;
	return as === "host" ? urlOf(String(value)) : String(value);
}

/** Throws DeliveryError unless the URL is public: https, no private address, this machine in development only. */
export function demandPublicUrl(url: string, io: DriverIo): void {
	const verdict = checkHookUrl(url, { allowLoopback: io.isDevelopment });
	if (!verdict.ok) throw new DeliveryError("misconfigured", causeText(verdict.cause, "en"));
}

/** The same for a host. */
export function demandPublicHost(host: string, io: DriverIo): void {
	const verdict = checkHookUrl(urlOf(host), { allowLoopback: io.isDevelopment });
	if (!verdict.ok) throw new DeliveryError("misconfigured", "the host is not a public one");
}

/** The rules for the host of a URL hold for a host alone, too. */
const urlOf = (host: string): string => `https://${host}`;

/** `optional()`, `default()` and their like wrap the field; the registry knows what is inside. */
function wayOfNaming(field: z.core.$ZodType): "url" | "host" | undefined {
	const { innerType } = field._zod.def as { innerType?: z.core.$ZodType };
	return serverFields.get(field)?.as ?? (innerType && wayOfNaming(innerType));
}
