// The pages that everybody may open: the front page, and the API reference.
import { type Page, page } from "../web/page";
import { homePage } from "./home";
import type { DocumentOf } from "./openapi";
import { referencePage } from "./page";

export const referencePages = (documentOf: DocumentOf): Page[] => [
	page({
		path: "/",
		access: "public",
		load: (ctx) => ctx.env,
		view: ({ frame }, { publicOrigin, isDevelopment }) => homePage(frame, publicOrigin, isDevelopment),
	}),
	page({
		path: "/docs",
		access: "public",
		maxAgeSeconds: 300,
		load: documentOf,
		view: ({ frame }, document) => referencePage(frame, document),
	}),
];
