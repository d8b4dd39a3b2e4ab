// The cursor of a search for people: the last user's way, place and id.
import * as z from "zod";
import { fromBase64, toBase64Url, utf8 } from "../crypto/bytes";
import { invalid } from "../errors";

const Cursor = z.tuple([z.int().min(0), z.string(), z.string()]);

export interface SearchPlace {
	/** Which way found the user. */
	way: number;
	/** Where the user stands within the way. */
	place: string;
	id: string;
}

export const writeCursor = ({ way, place, id }: SearchPlace): string =>
	toBase64Url(utf8(JSON.stringify([way, place, id])));

/** Throws E0000001 for a text that is no cursor. */
export function readCursor(text: string): SearchPlace {
	try {
		const [way, place, id] = Cursor.parse(JSON.parse(new TextDecoder().decode(fromBase64(text))));
		return { way, place, id };
	} catch {
		throw invalid("after", "cursor-foreign");
	}
}
