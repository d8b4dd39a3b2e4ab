// Pages of the console about what people are challenged by: the challenge types, and the page on which people register.
import type { Page } from "../web/page";
import { deleteFieldPage } from "./registration/delete";
import { registrationPage } from "./registration/list";
import { newFieldPage } from "./registration/new";
import { fieldPage } from "./registration/one";
import { registrationPreviewPage } from "./registration/preview";
import { challengeTypesPage } from "./types/list";
import { challengeTypePage } from "./types/one";

export const challengePages: readonly Page[] = [
	challengeTypesPage,
	challengeTypePage,
	registrationPage,
	newFieldPage,
	registrationPreviewPage,
	fieldPage,
	deleteFieldPage,
];
