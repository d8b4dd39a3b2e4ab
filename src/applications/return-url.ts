// Which addresses an application may have its users sent back to. They are compared to the letter later on. PURE.
import type { Reason } from "../errors/words/shape";

const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Returns what is wrong with a return URL, or null. A URL is written as a browser would send it: small letters in the
 * host, no port that goes without saying, no `..`. Nothing in it is a pattern.
 * @param allowLoopback in development only: this machine itself, also without https
 */
export function returnUrlFault(
	text: string,
	{ allowLoopback }: { allowLoopback: boolean },
): Extract<Reason, "url-not-https" | "return-url-form"> | null {
	if (!URL.canParse(text)) return "return-url-form";
	const url = new URL(text);
	const isLoopback = allowLoopback && url.protocol === "http:" && loopbackHosts.has(url.hostname);
	if (url.protocol !== "https:" && !isLoopback) return "url-not-https";
	const isPlain = text === url.href && !text.includes("#") && !url.hostname.includes("*");
	return isPlain && url.username === "" && url.password === "" ? null : "return-url-form";
}
