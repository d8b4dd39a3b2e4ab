// The headers about a message: the end user's address, the wanted languages, and the key that makes it sent only once.
import type { Ctx } from "../context";
import { rememberedSendLimits } from "../delivery/limits/service";
import { invalid } from "../errors";
import type { SendOptions } from "../messages/send-request";
import { forwardedAddress } from "../net/forwarded";

export type SendHeaders = Omit<SendOptions, "templateId">;

export async function readSendHeaders(ctx: Ctx, request: Request): Promise<SendHeaders> {
	const { ownProxies } = await rememberedSendLimits.get(ctx);
	return {
		...readOrigin(ctx, request, ownProxies),
		acceptLanguage: request.headers.get("accept-language"),
		idempotencyKey: ownKey(ctx, readIdempotencyKey(request.headers)),
	};
}

/**
 * For a message that an administrator sends from a page: the language is the user's own, and nobody knows where the
 * user is.
 */
export const noSendHeaders: SendHeaders = { acceptLanguage: null, ipAddress: null, originCountry: null };

/** A key belongs to its caller, so nobody meets the key of another token or of an inbound source. No id has a colon. */
const ownKey = ({ actor }: Ctx, key: string | undefined): string | undefined =>
	key === undefined ? undefined : `${"id" in actor ? actor.id : actor.kind}:${key}`;

/**
 * X-Forwarded-For is believed here, because the caller holds an API token and speaks for its own end users
 * (docs/decisions/0031-limits-are-settings.md). Where it says nothing, the network's country is the end user's.
 */
function readOrigin(ctx: Ctx, request: Request, ownProxies: number) {
	const forwarded = forwardedAddress(request.headers.get("x-forwarded-for"), ctx.client.ipAddress, ownProxies);
	const isTold = forwarded.ipAddress !== null || forwarded.hasUnreadableAddress;
	const country = request.cf?.country;
	return { ...forwarded, originCountry: !isTold && typeof country === "string" ? country : null };
}

export function readIdempotencyKey(headers: Headers): string | undefined {
	const key = headers.get("idempotency-key") ?? undefined;
	if (key !== undefined && !/^[\x20-\x7e]{1,255}$/.test(key)) {
		throw invalid("Idempotency-Key", "key-characters");
	}
	return key;
}
