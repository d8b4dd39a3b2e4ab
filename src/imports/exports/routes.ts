// Export of tokens over HTTP: `POST /api/v1/token-exports`.
import * as z from "zod";
import { Reply } from "../../web/reply";
import { administrators, type Route, route } from "../../web/router";
import { TokenExport, tokensOfAFile } from "./schema";
import { exportTokens } from "./service";

export const exportRoutes: Route[] = [
	route({
		method: "POST",
		path: "/api/v1/token-exports",
		tag: "Token imports",
		summary: "Export tokens",
		description: `
For leaving: the tokens of an authenticator's users, and those that are nobody's, as an encrypted PSKC file (RFC 6030)
with a MAC for each secret. A file has ${tokensOfAFile} tokens at most; the header \`X-Export-Next\` is there while more are left.
Only where the deployment has \`TOKEN_EXPORT\` set to \`on\`. Every export is logged, and all administrators are told.`.trim(),
		access: administrators,
		body: TokenExport,
		answer: z.string(),
		mediaType: "application/pskc+xml",
		handle: async (ctx, { body }) => {
			const { file, next } = await exportTokens(ctx, body);
			const headers = {
				"content-type": "application/pskc+xml",
				"content-disposition": 'attachment; filename="tokens.pskcxml"',
			};
			return new Reply(file, { ...headers, ...(next === null ? {} : { "x-export-next": next }) });
		},
	}),
];
