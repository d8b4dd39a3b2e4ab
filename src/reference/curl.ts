// The command that tries an operation out. A shell variable holds the token, so no history of a shell does. PURE.
import type { OpenApiDocument, Operation } from "./document";
import { sampleOf } from "./sample";

/** Returns a curl command for a POSIX shell. The parameters of the path stay as `{name}`. */
export function curlCommand(document: OpenApiDocument, method: string, path: string, operation: Operation): string {
	const url = new URL(path, document.servers[0]!.url);
	const query = operation.parameters
		.filter((parameter) => parameter.in === "query" && parameter.required)
		.map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(document, schema, "request")))}`);
	const address = decodeURI(url.href) + (query.length > 0 ? `?${query.join("&")}` : "");
	const lines = [method === "get" ? `curl "${address}"` : `curl -X ${method.toUpperCase()} "${address}"`];
	if (!operation.security) lines.push('-H "Authorization: SSWS $TESSERA_TOKEN"');
	const body = operation.requestBody?.content["application/json"];
	if (body) {
		lines.push('-H "Content-Type: application/json"');
		lines.push(`-d ${quoted(JSON.stringify(sampleOf(document, body.schema, "request"), null, 2))}`);
	}
	return lines.join(" \\\n  ");
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
