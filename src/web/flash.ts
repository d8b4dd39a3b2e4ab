// A note for the next page: what an action has done. A cookie carries the note, and the page that shows it ends it.
import * as z from "zod";
import { parseJson } from "../net/json";
import { readCookie, removeCookie, setCookie } from "./cookies";

export interface Flash {
	/** Which text of the page's words. */
	key: string;
	/** The name of what was changed; empty where the text needs none. */
	name: string;
}

const flashCookie = "__Host-tessera-flash";
const longestName = 200;
const flashForm = z.tuple([z.string().max(60), z.string().max(longestName)]);

export const writeFlash = ({ key, name }: Flash): string =>
	setCookie(flashCookie, JSON.stringify([key, name.slice(0, longestName)]));

/** Null where there is no note, or one that can't be read. */
export function readFlash(request: Request): Flash | null {
	const text = readCookie(request, flashCookie);
	if (text === null) return null;
	const found = flashForm.safeParse(parseJson(text));
	return found.success ? { key: found.data[0], name: found.data[1] } : null;
}

export const endFlash = (): string => removeCookie(flashCookie);
