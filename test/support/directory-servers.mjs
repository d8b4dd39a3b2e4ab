// Directories of contact data: a good one, and one for each way to be bad. They keep values, and what they were asked.
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "./listen.mjs";

const json = { "content-type": "application/json" };
const say = (response, value) => response.writeHead(200, json).end(JSON.stringify({ value }));
const later = (ms, act) => setTimeout(act, ms).unref();

/** Word in the URL → what the directory does. `keep` keeps what a PUT brings, and returns the value as it is then. */
const behaviours = {
	ok: (response, keep) => say(response, keep()),
	/** Nothing was kept, and it says so. */
	400: (response) => response.writeHead(400, json).end("{}"),
	500: (response) => response.writeHead(500, { "content-type": "text/html" }).end("<h1>Oops</h1>"),
	slow: () => {},
	/** The value is kept in time, and the answer comes after the deadline. */
	late: (response, keep) => {
		const value = keep();
		later(3_500, () => say(response, value));
	},
	/** The beginning of the answer comes in time. */
	dripping: (response, keep) => {
		response.writeHead(200, json).write(`{"value":${JSON.stringify(keep())}`);
		later(3_500, () => response.end("}"));
	},
	/** The value is kept, and the answer gets lost. */
	lost: (response, keep) => {
		keep();
		response.socket.destroy();
	},
	rubbish: (response) => response.writeHead(200, json).end("<html>"),
	shapeless: (response) => response.writeHead(200, json).end('{"value":"+819012345678","more":1}'),
	huge: (response) => response.writeHead(200, json).end(JSON.stringify({ value: "x".repeat(100_000) })),
	other: (response) => say(response, "+819099999999"),
	redirect: (response) => response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end(),
	/** Nobody who typed this would be let through. */
	wrong: (response, keep, method) => say(response, method === "GET" ? "call me\u202e maybe" : keep()),
};

/** `/{name}/{behaviour}?user={login}&key={key}` */
export async function startDirectoryServers() {
	const values = new Map();
	const asked = new Map();
	const server = createServer(async (request, response) => {
		const { pathname, searchParams } = new URL(request.url, "http://directory");
		const [, name, behaviour] = pathname.split("/");
		const body = await text(request);
		const requests = asked.get(name) ?? [];
		requests.push({ method: request.method, url: request.url, headers: request.headers, body });
		asked.set(name, requests);
		const place = `${name} ${searchParams.get("user")} ${searchParams.get("key")}`;
		const keep = () => {
			if (request.method === "PUT") values.set(place, JSON.parse(body).value);
			return values.get(place) ?? null;
		};
		behaviours[behaviour](response, keep, request.method);
	});
	const { port, close } = await listen(server);
	return {
		origin: `http://127.0.0.1:${port}`,
		requestsOf: (name) => asked.get(name) ?? [],
		valuesOf: (name) => [...values].filter(([place]) => place.startsWith(`${name} `)),
		close() {
			server.closeAllConnections();
			close();
		},
	};
}
