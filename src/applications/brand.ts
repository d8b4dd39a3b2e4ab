// An application's brand as files: pages may hold no style and load no data URL, so logo and colour have addresses.
import type { Ctx } from "../context";
import { fromBase64 } from "../crypto/bytes";
import { derived } from "../derived";
import { notFound } from "../errors";
import { bestLanguage, canonicalLanguage, defaultLanguage } from "../languages";
import { Reply, textReply } from "../web/reply";
import { recentApplication } from "./service";
import type { ApplicationRow } from "./table";

export interface Brand {
	/** What people call the application. */
	name: string;
	/** Null where the application has none. */
	logoUrl: string | null;
	styleUrl: string | null;
	/** How a person reaches an administrator, in the language that fits best. */
	contact: string | null;
}

/**
 * The addresses change with the application, so that browsers may keep the files.
 * @param languages of the person, in order
 */
export const brandOf = (application: ApplicationRow, languages: readonly string[]): Brand =>
	brandFor(application, ...languages);

const brandFor = derived((application: ApplicationRow, ...languages: string[]): Brand => {
	const { id, name, branding, lastUpdatedAt } = application;
	const fileUrl = (file: string) => `/brands/${id}/${file}?v=${lastUpdatedAt}`;
	return {
		name: branding.name ?? name,
		logoUrl: branding.logo && fileUrl("logo"),
		styleUrl: branding.accentColor && fileUrl("style.css"),
		contact: contactOf(application, languages),
	};
});

/** Whoever wants another language still learns how. */
function contactOf({ contactText, defaultLocale }: ApplicationRow, languages: readonly string[]): string | null {
	const texts = new Map(Object.entries(contactText).map(([tag, text]) => [canonicalLanguage(tag) ?? tag, text]));
	const wanted = [...languages, canonicalLanguage(defaultLocale) ?? defaultLanguage];
	const best = bestLanguage(wanted, [...texts.keys()]) ?? [...texts.keys()][0] ?? "";
	return texts.get(best) ?? null;
}

const forever = { "cache-control": "public, max-age=31536000, immutable" };

const colorFile = /^color-([0-9a-f]{6})\.css$/;

/** The style of a colour that nobody has saved yet, for a preview. */
export const colorUrl = (applicationId: string, color: string): string =>
	`/brands/${applicationId}/color-${color.slice(1).toLowerCase()}.css`;

const styleReply = (color: string) => textReply(`:root{--brand:${color}}`, "text/css; charset=utf-8", forever);

/** Throws 404 for a file that the application hasn't. */
export async function brandFile(ctx: Ctx, applicationId: string, file: string): Promise<Reply> {
	const [, color] = colorFile.exec(file) ?? [];
	if (color !== undefined) return styleReply(`#${color}`);
	const { branding } = await recentApplication(ctx, applicationId);
	const [, type, base64] = /^data:(image\/\w+);base64,(.*)$/.exec(branding.logo ?? "") ?? [];
	if (file === "logo" && type && base64) return new Reply(fromBase64(base64), { "content-type": type, ...forever });
	if (file === "style.css" && branding.accentColor) return styleReply(branding.accentColor);
	throw notFound("File", file);
}
