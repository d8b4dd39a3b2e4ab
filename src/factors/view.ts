// Factors on the wire. No view shows a secret, except the answer to the enrolment that made the secret.
import { type Ctx, hasRole } from "../context";
import { encodeSecret } from "../otp/encoding";
import { maskDestination } from "../phone/mask";
import { type Link, link } from "../web/links";
import type { Challenge } from "./challenge";
import { type Contact, isSent, openContact } from "./contact";
import type { Enrollment } from "./enroll";
import { qrToken } from "./qr";
import { type CatalogEntry, factorName } from "./read";
import type { CatalogEntryView, FactorView, VerifyView } from "./schema";
import type { Factor } from "./table";

export async function toFactorView(ctx: Ctx, factor: Factor): Promise<FactorView> {
	const { counter: _, ...shown } = factor.profile;
	const profile = isSent(factor) ? { ...shownContact(ctx, await openContact(ctx, factor)) } : shown;
	return {
		id: factor.id,
		factorType: factor.factorType,
		provider: factor.provider,
		vendorName: await factorName(ctx, factor),
		status: factor.status,
		created: new Date(factor.createdAt).toISOString(),
		lastUpdated: new Date(factor.lastUpdatedAt).toISOString(),
		...(Object.keys(profile).length === 0 ? {} : { profile }),
		_links: factorLinks(ctx, factor),
	};
}

/** The factor with its activation for an authenticator app, or with the message that carries its first code. */
export async function toEnrollmentView(ctx: Ctx, { factor, newSecret, delivery }: Enrollment): Promise<FactorView> {
	const view = await toFactorView(ctx, factor);
	if (delivery !== null) return { ...view, _embedded: { delivery: toDeliveryView(ctx, delivery) } };
	if (newSecret === null) return view;
	const sharedSecret = encodeSecret(newSecret, "base32");
	const path = `${factorPath(factor)}/qr/${await qrToken(ctx, factor)}`;
	const qrcode = { href: ctx.env.publicOrigin + path, type: "image/png" };
	return {
		...view,
		_embedded: {
			activation: {
				timeStep: 30,
				sharedSecret,
				encoding: "base32",
				keyLength: sharedSecret.length,
				_links: { qrcode },
			},
		},
	};
}

/** The answer to a request for a code. Like Okta, it shows no e-mail address. */
export function toChallengeView(ctx: Ctx, { factor, contact, delivery }: Challenge): VerifyView {
	const { email, ...profile } = shownContact(ctx, contact);
	const self = factorPath(factor);
	return {
		factorResult: "CHALLENGE",
		...(email === undefined ? { profile } : {}),
		_links: { verify: link(ctx, `${self}/verify`, "POST"), factor: link(ctx, self, "GET", "DELETE") },
		_embedded: { delivery: toDeliveryView(ctx, delivery) },
	};
}

/** An application that verifies codes can recognize the number or address, and not use it. */
function shownContact(ctx: Ctx, contact: Contact): Contact {
	if (!hasRole(ctx.actor, ["VERIFIER"])) return contact;
	const { phoneNumber, email } = contact;
	return {
		...(phoneNumber === undefined ? {} : { phoneNumber: maskDestination(phoneNumber) }),
		...(email === undefined ? {} : { email: maskDestination(email) }),
	};
}

const toDeliveryView = (ctx: Ctx, { id, status }: Challenge["delivery"]) => ({
	id,
	status,
	_links: { self: link(ctx, `/api/v1/deliveries/${id}`, "GET") },
});

export function toCatalogEntryView(ctx: Ctx, userId: string, entry: CatalogEntry): CatalogEntryView {
	const path = `/api/v1/users/${userId}/factors`;
	return {
		...entry,
		_links: {
			enroll: link(ctx, path, "POST"),
			...(entry.factorType === "question" ? { questions: link(ctx, `${path}/questions`, "GET") } : {}),
		},
	};
}

const factorPath = ({ userId, id }: Pick<Factor, "userId" | "id">) => `/api/v1/users/${userId}/factors/${id}`;

function factorLinks(ctx: Ctx, factor: Factor): Record<string, Link | (Link & { name: string })[]> {
	const user = `/api/v1/users/${factor.userId}`;
	const self = factorPath(factor);
	const common = { user: link(ctx, user, "GET") };
	if (factor.status === "PENDING_ACTIVATION") {
		const resend = isSent(factor) ? [{ name: factor.factorType, ...link(ctx, `${self}/resend`, "POST") }] : undefined;
		return {
			activate: link(ctx, `${self}/lifecycle/activate`, "POST"),
			...(resend ? { resend } : {}),
			self: link(ctx, self, "GET"),
			...common,
		};
	}
	return {
		...(factor.factorType === "question"
			? { questions: link(ctx, `${user}/factors/questions`, "GET") }
			: { verify: link(ctx, `${self}/verify`, "POST") }),
		self: link(ctx, self, "GET", "DELETE"),
		...common,
	};
}
