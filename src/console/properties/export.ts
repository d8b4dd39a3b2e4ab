// The values that are set, as a file that an import takes.
import type { Elsewheres } from "../../settings/elsewhere";
import { exportFile } from "../../settings/files/export";
import { PropertyExportQuery } from "../../settings/files/schema";
import { Download } from "../../web/download";
import { type Page, page } from "../../web/page";
import { administrators } from "../../web/router";
import { paths, signInFor } from "../paths";

export const exportPropertiesPage = (elsewheres: Elsewheres): Page =>
	page({
		path: paths.exportProperties,
		access: administrators,
		signIn: signInFor,
		query: PropertyExportQuery,
		load: async (ctx, { query }) => {
			// Java reads the file of a language by its name.
			const language = query.locale === undefined ? "" : `_${query.locale.replaceAll("-", "_")}`;
			return { name: `${query.scope}${language}.properties`, text: await exportFile(ctx, elsewheres, query) };
		},
		view: (_state, { name, text }) => new Download(name, "text/plain; charset=utf-8", inOnePart(text)),
	});

async function* inOnePart(text: string) {
	yield text;
}
