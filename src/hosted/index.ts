// Every hosted page: the way in, the steps of a transaction, and the way back.
import type { Page } from "../web/page";
import { choosePage } from "./choose";
import { codePage } from "./code";
import { endPage } from "./end";
import { backPage, openPage, startPage } from "./enter";
import { passwordPage } from "./password";
import { preferencesPage } from "./registration/preferences";
import { registerPage } from "./registration/register";

export const hostedPages: readonly Page[] = [
	openPage,
	startPage,
	passwordPage,
	choosePage,
	codePage,
	registerPage,
	preferencesPage,
	endPage,
	backPage,
];
