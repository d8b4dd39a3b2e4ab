// A reader of pages without script: follows redirections, keeps cookies, and sends the forms that stand on a page.
import type { World } from "./world";

export interface Shown {
	/** Where the reader is after all redirections. */
	path: string;
	status: number;
	html: string;
	/** The token of the page's forms. */
	csrf: string;
}

const ours = { "sec-fetch-site": "same-origin" };

/**
 * @param cookie that the reader brings along
 * @param network headers that something between the reader and us adds to each request
 */
export function createReader(world: World, cookie = "", network: Record<string, string> = {}) {
	const jar = new Map(cookie === "" ? [] : [cookie.split("=", 2) as [string, string]]);
	let here: Shown = { path: "", status: 0, html: "", csrf: "" };
	const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

	async function ask(method: string, path: string, rawBody?: BodyInit, headers: Record<string, string> = {}) {
		const options = {
			token: null,
			headers: { ...network, ...headers, cookie: cookies() },
			...(rawBody ? { rawBody } : {}),
		};
		const answer = await world.call(method, path, undefined, options);
		for (const line of answer.headers.getSetCookie()) {
			const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (/Max-Age=0/i.test(line)) jar.delete(name);
			else jar.set(name, value);
		}
		const location = answer.headers.get("location");
		if (answer.status === 303 && location?.startsWith("/")) return ask("GET", location);
		// The reader has left our site.
		if (answer.status === 303 && location !== null) return { ...here, path: location, status: 303 };
		const html = String(answer.body);
		here = { path, status: answer.status, html, csrf: /name="_csrf" value="(\w+)"/.exec(html)?.[1] ?? "" };
		return here;
	}

	return {
		cookies,
		open: (path: string): Promise<Shown> => ask("GET", path),
		/** Sends a form that has a file, to this path: the file is its last field. */
		sendFile: (path: string, action: string, fields: Record<string, string>, file: File) => {
			const form = new FormData();
			const all = { _csrf: here.csrf, _action: action, ...fields };
			for (const [name, value] of Object.entries(all)) form.append(name, value);
			form.append("file", file);
			return ask("POST", path, form, ours);
		},
		/** Sends a form of the page that the reader sees. */
		send: (action: string, fields: Record<string, string>, options: { headers?: Record<string, string> } = {}) =>
			ask(
				"POST",
				here.path,
				new URLSearchParams({ _csrf: here.csrf, _action: action, ...fields }),
				options.headers ?? ours,
			),
	};
}

/** How much of a text goes over the network. */
export async function gzipBytes(text: string): Promise<number> {
	const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
	return (await new Response(compressed).arrayBuffer()).byteLength;
}
