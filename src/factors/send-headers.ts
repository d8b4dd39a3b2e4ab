// The headers about a message: the end user's address, the wanted languages, and the key that makes it sent only once.
import * as z from "zod";
import type { Ctx } from "../context";
import { invalid } from "../errors";
import type { SendOptions } from "../messages/send-request";

export type SendHeaders = Omit<SendOptions, "templateId">;

export const readSendHeaders = (ctx: Ctx, request: Request): SendHeaders => ({
	...readOrigin(ctx, request),
	acceptLanguage: request.headers.get("accept-language"),
	idempotencyKey: ownKey(ctx, readIdempotencyKey(request.headers)),
});

/** A key belongs to its caller, so nobody meets the key of another token or of an inbound source. No id has a colon. */
const ownKey = ({ actor }: Ctx, key: string | undefined): string | undefined =>
	key === undefined ? undefined : `${"id" in actor ? actor.id : actor.kind}:${key}`;

const Address = z.union([z.ipv4(), z.ipv6()]);

/**
 * Reads the first entry of X-Forwarded-For. It is believed here, because the caller holds an API token and speaks for
 * its own end users. The platform writes the caller's address into this header, too. That address belongs to no end
 * user.
 */
function readOrigin(ctx: Ctx, request: Request): Pick<SendOptions, "ipAddress" | "originCountry"> {
	const [first = ""] = (request.headers.get("x-forwarded-for") ?? "").split(",");
	const { data: forwarded = null } = Address.safeParse(first.trim());
	if (forwarded !== null && forwarded !== ctx.client.ipAddress) return { ipAddress: forwarded, originCountry: null };
	const country = request.cf?.country;
	return { ipAddress: null, originCountry: typeof country === "string" ? country : null };
}

export function readIdempotencyKey(headers: Headers): string | undefined {
	const key = headers.get("idempotency-key") ?? undefined;
	if (key !== undefined && !/^[\x20-\x7e]{1,255}$/.test(key)) {
		throw invalid("Idempotency-Key", "key-characters");
	}
	return key;
}
