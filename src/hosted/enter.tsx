// The way in and the way on: an address with a secret becomes a cookie, and leads to where the transaction stands.
import * as z from "zod";
import { countVisit } from "../access/rate-limit";
import { ApiError } from "../errors";
import { enterTransaction } from "../transactions/entrance";
import { lookAtTransaction } from "../transactions/verbs/look";
import { makeWayOut } from "../transactions/verbs/result";
import { page, SeeOther } from "../web/page";
import { hostedErrorPage, hostedPage, hostedWords } from "./frame";
import { pathOf, pathOfState, startOf } from "./places";
import { browserCookie, keyOf, readerOf } from "./reader";

const own = { readerOf, errorView: hostedErrorPage };

/** The address with the secret stays in no history, because this page never shows itself to whoever is let in. */
export const openPage = page({
	...own,
	access: "public",
	path: "/confirm/{transactionId}/open",
	query: z.object({ secret: z.string().max(100).default("") }),
	load: async (ctx, { params: { transactionId: id }, query, request }) => {
		await countVisit(ctx, id);
		const acceptLanguage = request.headers.get("accept-language");
		const entered = await enterTransaction(ctx, { id, secret: query.secret, acceptLanguage });
		if (entered) throw new SeeOther(startOf(id), [browserCookie(id, entered.browser, entered.languages)]);
	},
	view: ({ frame }) => {
		const { title, lead } = hostedWords[frame.language].opened;
		return hostedPage({
			frame: { ...frame, path: frame.path.replace(/\?.*/, "") },
			title,
			brand: null,
			children: <p>{lead}</p>,
		});
	},
});

export const startPage = page({
	...own,
	access: "public",
	path: "/confirm/{transactionId}",
	load: async (ctx, { params: { transactionId: id }, request, frame }) => {
		await countVisit(ctx, id);
		const { kept } = await lookAtTransaction(ctx, keyOf(request, id, frame.language));
		throw new SeeOther(pathOfState(id, kept.state));
	},
	view: () => "",
});

/** Each visit makes a new code, because the last one may not have arrived. */
export const backPage = page({
	...own,
	access: "public",
	path: "/confirm/{transactionId}/back",
	load: async (ctx, { params: { transactionId: id }, request, frame }) => {
		await countVisit(ctx, id);
		const url = await makeWayOut(ctx, keyOf(request, id, frame.language)).catch((error: unknown) => {
			// The application has the result, or the transaction hasn't ended.
			if (error instanceof ApiError && error.code === "E0000107") return pathOf(id, "end");
			throw error;
		});
		throw new SeeOther(url);
	},
	view: () => "",
});
