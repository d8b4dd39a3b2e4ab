// What the pages will look like: drawn with settings that nobody has saved yet, for nobody and without a transaction.
import type { Brand } from "../../applications/brand";
import { ourLanguage } from "../../languages";
import type { Snapshot } from "../../settings/values";
import type { PageFrame } from "../../ui/frame";
import type { PageState } from "../../web/page";
import { choosePage, sampleWays } from "../choose";
import { codePage, sampleCode } from "../code";
import { registerPage, sampleRegistration } from "../registration/register";
import { Wrong } from "../verdicts";
import { sampleAt } from "./sample";

export interface Previewed {
	page: "choose" | "code" | "register";
	/** The challenge type, or for the registration see `sampleRegistration`. */
	about: string;
	/** The answer to the code was wrong. */
	isWrong?: boolean;
	settings: Snapshot;
	/** In which the person reads, the best one first. */
	languages: readonly string[];
	brand: Brand;
	/** Of whoever looks at the preview. */
	frame: PageFrame;
	now: number;
}

const challenging = { offer: [], sends: {}, registration: null, decisionId: null, hasRegistered: true } as const;
const pad = {
	device: "DeviceHTMLControl",
	isPersonal: false,
	label: null,
	inputType: "text",
	isAccessible: true,
} as const;
const open = { parts: ["CONTACTS"], maySkip: false, mayDecline: true } as const;

/**
 * A whole document for a sandbox: without scripts, nothing takes the focus, and links lead to new windows. A sandbox
 * opens none, so the preview stays what it is.
 */
export const drawPreview = (previewed: Previewed): string =>
	pages[previewed.page](previewed)
		.replace("<head>", '<head><base target="_blank">')
		.replaceAll(/<script [^>]*><\/script>|(?<=<input [^<>]*) autofocus=""/g, "");

const pages: Record<Previewed["page"], (previewed: Previewed) => string> = {
	choose: (previewed) => {
		const { settings, languages, about, brand, frame } = previewed;
		const at = sampleAt<"OFFERED" | "ANSWERING">({ name: "OFFERED", ...challenging }, brand, frame.zone);
		return choosePage.view(stateOf(previewed), { at, data: sampleWays(settings, languages, about) });
	},
	code: (previewed) => {
		const { settings, languages, about, isWrong, brand, frame, now } = previewed;
		const asked = { typeKey: about, choiceId: "", pad, judging: null, answers: 0 };
		const at = sampleAt<"ANSWERING">({ name: "ANSWERING", asked, ...challenging }, brand, frame.zone);
		const state = { ...stateOf(previewed), finding: isWrong ? new Wrong(null) : null };
		return codePage.view(state, { at, data: sampleCode(settings, languages, about, now) });
	},
	register: (previewed) => {
		const { settings, languages, about, brand, frame } = previewed;
		const registering = { ground: null, action: "REGISTER_USER_INFO", open, proof: null, decisionId: null } as const;
		const at = sampleAt<"REGISTERING">({ name: "REGISTERING", ...registering }, brand, frame.zone);
		const { refused, data } = sampleRegistration(settings, languages, about);
		const state = stateOf(previewed);
		return registerPage.view({ ...state, form: { ...state.form, ...refused } }, { at, data });
	},
};

const stateOf = ({ languages, frame }: Previewed): PageState => ({
	frame: { ...frame, language: ourLanguage(languages), path: "/" },
	form: { csrfToken: "", action: null, values: {}, errors: [] },
	flash: null,
	finding: null,
});
