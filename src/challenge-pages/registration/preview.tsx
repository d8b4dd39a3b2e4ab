// What stands in the frame of the preview: the registration page, drawn by the hosted page's own code.
import * as z from "zod";
import { brandOf } from "../../applications/brand";
import { getApplication } from "../../applications/service";
import { overseers } from "../../console/menu";
import { paths, signInFor } from "../../console/paths";
import { applicationIn, scopeIn } from "../../console/scope";
import { drawContactPage } from "../../hosted/registration/preview";
import { languages } from "../../languages";
import { readPagePreview } from "../../registration/preview";
import { on } from "../../ui/choices";
import { page } from "../../web/page";
import { previewHeaders } from "../../web/reply";

/** In which language, and with the button to skip it, which a policy may add. */
export const PreviewQuery = z.object({
	in: z.enum(languages).optional().catch(undefined),
	skip: z.string().optional().catch(undefined),
});

export const registrationPreviewPage = page({
	path: `${paths.registration}/preview`,
	access: overseers,
	signIn: signInFor,
	query: PreviewQuery,
	headers: ({ query, frame }) => ({ ...previewHeaders, "content-language": query.in ?? frame.language }),
	load: async (ctx, { request, query, frame }) => {
		const scope = scopeIn(request.url);
		const application = applicationIn(scope);
		const language = query.in ?? frame.language;
		const [preview, row] = await Promise.all([
			readPagePreview(ctx, scope, [language]),
			application === null ? null : getApplication(ctx, application),
		]);
		return { language, preview, brand: row && brandOf(row, [language]), maySkip: query.skip === on };
	},
	view: (state, { language, preview, ...more }) =>
		drawContactPage({ ...state, frame: { ...state.frame, language } }, { ...preview, ...more }),
});
