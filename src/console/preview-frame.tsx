// A hosted page inside a page of the console: without scripts, forms and ways out. `src/app.ts` hands the drawing in.
import type { FC } from "hono/jsx";
import type { Brand } from "../applications/brand";
import type { Language } from "../languages";
import type { Snapshot } from "../settings/values";
import type { PageFrame } from "../ui/frame";
import { consoleWords } from "./frame";

interface Drawing {
	page: "choose" | "code" | "register";
	/** The challenge type, the key of a field, the code of an error; `info-terms`: the text that has opened. */
	about: string;
	/** After a wrong answer. */
	isWrong?: boolean;
	settings: Snapshot;
	/** The person's, the best one first. */
	languages: readonly string[];
	brand: Brand;
	frame: PageFrame;
	now: number;
}

/** Returns a whole document. Rooms of pages don't import each other. */
export type DrawPreview = (drawing: Drawing) => string;

/** The document stands in the page itself, so there is no address at which anybody could ask for it. */
export const PreviewFrame: FC<{ language: Language; html: string }> = ({ language, html }) => (
	<iframe
		class="page-preview"
		title={consoleWords[language].texts.previewFrame}
		sandbox="allow-same-origin"
		srcdoc={html}
	/>
);
