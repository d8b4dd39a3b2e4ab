// The way in to our pages: an address with a secret, which lets one browser in, and gives it a secret of its own.
import type { Ctx } from "../context";
import { sha256 } from "../crypto/digest";
import { randomCharacters } from "../ids";
import { wantedLanguages } from "../languages";
import { enterKept, findKept } from "./client";
import { transactionId } from "./facts";

/** 256 bits. */
const secretLength = 43;
export const newSecret = (): string => randomCharacters(secretLength);

/** Where our pages about a transaction begin. */
const confirmPath = (id: string): string => `/confirm/${id}`;

/** The secret stands in the query, because the log knows paths. */
export const hostedUrlOf = (ctx: Ctx, id: string, secret: string): string =>
	`${ctx.env.publicOrigin}${confirmPath(id)}/open?secret=${secret}`;

/** What a browser gets that was let in. */
export interface Entered {
	browser: string;
	/** In which languages our pages speak to the person, the best one first. */
	languages: readonly string[];
}

/** Null: the address was used before, isn't right, or the application goes on by API. Nobody learns which. */
export async function enterTransaction(
	ctx: Ctx,
	{ id, secret, acceptLanguage }: { id: string; secret: string; acceptLanguage: string | null },
): Promise<Entered | null> {
	const kept = transactionId.test(id) ? await findKept(ctx, id) : null;
	if (kept === null) return null;
	const browser = newSecret();
	const [entranceHash, browserHash] = await Promise.all([sha256(secret), sha256(browser)]);
	if (!(await enterKept(ctx, kept.facts, { entranceHash, browserHash }))) return null;
	const { languages, areLanguagesKnown } = kept.facts;
	const ofBrowser = wantedLanguages(acceptLanguage);
	return { browser, languages: areLanguagesKnown ? [...languages, ...ofBrowser] : [...ofBrowser, ...languages] };
}
