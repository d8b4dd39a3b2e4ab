// Every page of the console.
import { hasRole } from "../context";
import { type Page, page, SeeOther } from "../web/page";
import { appPage } from "./account/app";
import { accountPage } from "./account/overview";
import { passwordPage } from "./account/password";
import { provePage } from "./account/prove";
import { recoveryCodesPage } from "./account/recovery-codes";
import { deleteApplicationPage } from "./applications/delete";
import { editApplicationPage } from "./applications/edit";
import { applicationsPage } from "./applications/list";
import { newApplicationPage } from "./applications/new";
import { applicationPage } from "./applications/one";
import { findPage } from "./find/find";
import { entries } from "./menu";
import { paths, signInFor } from "./paths";
import { codePage } from "./sign-in/code";
import { firstAppPage } from "./sign-in/first-app";
import { invitationPage } from "./sign-in/invitation";
import { newPasswordPage } from "./sign-in/new-password";
import { recoveryCodePage } from "./sign-in/recovery-code";
import { signInPage } from "./sign-in/sign-in";
import { signOutPage } from "./sign-in/sign-out";
import { tokensPage } from "./tokens/list";
import { newTokenPage } from "./tokens/new";
import { tokenPage } from "./tokens/one";
import { revokeTokenPage } from "./tokens/revoke";

/** Leads to the first entry of the menu that the reader may open. */
const startPage = page({
	path: paths.start,
	access: "session",
	signIn: signInFor,
	load: (ctx) => {
		throw new SeeOther(entries.find(({ access }) => hasRole(ctx.actor, access))?.path ?? paths.account);
	},
	view: () => "",
});

export const consolePages: readonly Page[] = [
	startPage,
	findPage,
	signInPage,
	codePage,
	recoveryCodePage,
	newPasswordPage,
	firstAppPage,
	invitationPage,
	signOutPage,
	accountPage,
	passwordPage,
	appPage,
	recoveryCodesPage,
	provePage,
	applicationsPage,
	// Before the page of one: the first that fits counts.
	newApplicationPage,
	applicationPage,
	editApplicationPage,
	deleteApplicationPage,
	tokensPage,
	newTokenPage,
	tokenPage,
	revokeTokenPage,
];
