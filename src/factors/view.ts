// Factors on the wire. Secrets are never among it; one made here is embedded once, in the answer to its enrolment.
import type { Ctx } from "../context";
import { encodeSecret } from "../otp/encoding";
import { type Links, link } from "../web/links";
import type { Enrollment } from "./enroll";
import { qrToken } from "./qr";
import { type CatalogEntry, factorName } from "./read";
import type { CatalogEntryView, FactorView } from "./schema";
import type { Factor } from "./table";

export async function toFactorView(ctx: Ctx, factor: Factor): Promise<FactorView> {
	const { counter: _, ...profile } = factor.profile;
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

/** The factor with its activation, as an authenticator app needs it. */
export async function toEnrollmentView(ctx: Ctx, { factor, newSecret }: Enrollment): Promise<FactorView> {
	const view = await toFactorView(ctx, factor);
	if (newSecret === null) return view;
	const sharedSecret = encodeSecret(newSecret, "base32");
	const path = `/api/v1/users/${factor.userId}/factors/${factor.id}/qr/${await qrToken(ctx, factor)}`;
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

export function toCatalogEntryView(ctx: Ctx, userId: string, entry: CatalogEntry): CatalogEntryView {
	const path = `/api/v1/users/${userId}/factors`;
	return {
		...entry,
		enrollment: "OPTIONAL",
		_links: {
			enroll: link(ctx, path, "POST"),
			...(entry.factorType === "question" ? { questions: link(ctx, `${path}/questions`, "GET") } : {}),
		},
	};
}

function factorLinks(ctx: Ctx, factor: Factor): Links {
	const user = `/api/v1/users/${factor.userId}`;
	const self = `${user}/factors/${factor.id}`;
	const common = { user: link(ctx, user, "GET") };
	if (factor.status === "PENDING_ACTIVATION") {
		return { activate: link(ctx, `${self}/lifecycle/activate`, "POST"), self: link(ctx, self, "GET"), ...common };
	}
	return {
		...(factor.factorType === "question"
			? { questions: link(ctx, `${user}/factors/questions`, "GET") }
			: { verify: link(ctx, `${self}/verify`, "POST") }),
		self: link(ctx, self, "GET", "DELETE"),
		...common,
	};
}
