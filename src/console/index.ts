// Every page of the console.
import { type Page, page, SeeOther } from "../web/page";
import { appPage } from "./account/app";
import { accountPage } from "./account/overview";
import { passwordPage } from "./account/password";
import { provePage } from "./account/prove";
import { recoveryCodesPage } from "./account/recovery-codes";
import { paths, signInFor } from "./paths";
import { codePage } from "./sign-in/code";
import { firstAppPage } from "./sign-in/first-app";
import { invitationPage } from "./sign-in/invitation";
import { newPasswordPage } from "./sign-in/new-password";
import { recoveryCodePage } from "./sign-in/recovery-code";
import { signInPage } from "./sign-in/sign-in";
import { signOutPage } from "./sign-in/sign-out";

/** Until there is an overview of the product, the console begins with the own account. */
const startPage = page({
	path: paths.start,
	access: "session",
	signIn: signInFor,
	load: () => {
		throw new SeeOther(paths.account);
	},
	view: () => "",
});

export const consolePages: readonly Page[] = [
	startPage,
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
];
