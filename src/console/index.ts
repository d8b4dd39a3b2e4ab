// Every page of the console.
import { hasRole } from "../context";
import type { Elsewheres } from "../settings/elsewhere";
import { type Page, page, SeeOther } from "../web/page";
import { appPage } from "./account/app";
import { newPasskeyPage } from "./account/new-passkey";
import { accountPage } from "./account/overview";
import { passkeysPage } from "./account/passkeys";
import { passwordPage } from "./account/password";
import { provePage } from "./account/prove";
import { recoveryCodesPage } from "./account/recovery-codes";
import { activateAdministratorPage } from "./administrators/activate";
import { deactivateAdministratorPage } from "./administrators/deactivate";
import { editAdministratorPage } from "./administrators/edit";
import { administratorsPage } from "./administrators/list";
import { newAdministratorPage } from "./administrators/new";
import { administratorPage } from "./administrators/one";
import { resetAdministratorPage } from "./administrators/reset";
import { brandingPage } from "./applications/branding";
import { deleteApplicationPage } from "./applications/delete";
import { editApplicationPage } from "./applications/edit";
import { removeSigningKeyPage, replaceSigningKeysPage } from "./applications/end-keys";
import { signingKeysPage } from "./applications/keys";
import { applicationsPage } from "./applications/list";
import { newApplicationPage } from "./applications/new";
import { applicationPage } from "./applications/one";
import { deactivateAuthenticatorPage } from "./authenticators/deactivate";
import { deleteAuthenticatorPage } from "./authenticators/delete";
import { authenticatorsPage } from "./authenticators/list";
import { newAuthenticatorPage } from "./authenticators/new";
import { authenticatorPage } from "./authenticators/one";
import { tryAuthenticatorPage } from "./authenticators/try";
import { usersOfAuthenticatorPage } from "./authenticators/users";
import { careActionPages } from "./care/action-pages";
import { findCaredPage } from "./care/find";
import { caredPersonPage } from "./care/person";
import { deliveriesPage } from "./deliveries/list";
import { deliveryPage } from "./deliveries/one";
import { successPage } from "./deliveries/success";
import { deactivateEnrollmentPolicyPage } from "./enrollment-policies/deactivate";
import { deleteEnrollmentPolicyPage } from "./enrollment-policies/delete";
import { editEnrollmentPolicyPage } from "./enrollment-policies/edit";
import { enrollmentPoliciesPage } from "./enrollment-policies/list";
import { newEnrollmentPolicyPage } from "./enrollment-policies/new";
import { enrollmentPolicyPage } from "./enrollment-policies/one";
import { findPage } from "./find/find";
import { deleteGroupPage } from "./groups/delete";
import { editGroupPage } from "./groups/edit";
import { groupPage } from "./groups/group";
import { groupsPage } from "./groups/list";
import { newGroupPage } from "./groups/new";
import { deactivateHookPage } from "./hooks/deactivate";
import { deleteHookPage } from "./hooks/delete";
import { editHookPage } from "./hooks/edit";
import { hooksPage } from "./hooks/list";
import { hookMetricsPage } from "./hooks/metrics";
import { newHookPage } from "./hooks/new";
import { hookPage } from "./hooks/one";
import { previewHookPage } from "./hooks/preview";
import { editSourcePage } from "./inbound/edit";
import { sourcesPage } from "./inbound/list";
import { newSourcePage } from "./inbound/new";
import { sourcePage } from "./inbound/one";
import { sourceStepPages } from "./inbound/steps";
import { keysPage } from "./keys/keys";
import { limitsPage } from "./limits/limits";
import { refusedPage } from "./limits/refused";
import { eventPage } from "./log/event";
import { exportPage } from "./log/export";
import { newEventsPage } from "./log/new-events";
import { logPage } from "./log/search";
import { entries } from "./menu";
import { overviewPage } from "./overview/overview";
import { paths, signInFor } from "./paths";
import type { DrawPreview } from "./preview-frame";
import { exportPropertiesPage } from "./properties/export";
import { importPropertiesPage } from "./properties/import";
import { propertiesPage } from "./properties/list";
import { propertyPage } from "./properties/one";
import { addProviderPage } from "./providers/add";
import { deactivateProviderPage } from "./providers/deactivate";
import { deleteProviderPage } from "./providers/delete";
import { editProviderPage } from "./providers/edit";
import { providersPage } from "./providers/list";
import { newProviderPage } from "./providers/new";
import { providerPage } from "./providers/one";
import { deleteRoutePage } from "./routes/delete";
import { editRoutePage } from "./routes/edit";
import { routesPage } from "./routes/list";
import { newRoutePage } from "./routes/new";
import { routePage } from "./routes/one";
import { sessionPage } from "./session";
import { settingsPage } from "./settings/settings";
import { codePage } from "./sign-in/code";
import { firstAppPage } from "./sign-in/first-app";
import { firstPasskeyPage } from "./sign-in/first-passkey";
import { invitationPage } from "./sign-in/invitation";
import { newPasswordPage } from "./sign-in/new-password";
import { recoveryCodePage } from "./sign-in/recovery-code";
import { signInPage } from "./sign-in/sign-in";
import { signOutPage } from "./sign-in/sign-out";
import { deleteTemplatePage } from "./templates/delete";
import { editTemplatePage } from "./templates/edit";
import { templatesPage } from "./templates/list";
import { newTemplatePage } from "./templates/new";
import { templatePage } from "./templates/one";
import { resetTextPage } from "./templates/reset";
import { textPage } from "./templates/text";
import { textsPage } from "./texts/list";
import { oneTextPage } from "./texts/one";
import { tokensPage } from "./tokens/list";
import { newTokenPage } from "./tokens/new";
import { tokenPage } from "./tokens/one";
import { revokeTokenPage } from "./tokens/revoke";
import { enrollAppPage } from "./users/enroll-app";
import { enrollEmailPage } from "./users/enroll-email";
import { enrollPhonePage } from "./users/enroll-phone";
import { enrollTokenPage } from "./users/enroll-token";
import { factorPage } from "./users/factor";
import { usersPage } from "./users/list";
import { newUserPage } from "./users/new";
import { personPage } from "./users/person";
import { userProfilePage } from "./users/profile";
import { removeFactorPage } from "./users/remove-factor";
import { stepPages } from "./users/steps";
import { unregisterDevicePage } from "./users/unregister-device";

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

/**
 * @param keepers who keeps values of properties beside the settings
 * @param draw a hosted page as it will be
 */
export const consolePages = (keepers: Elsewheres, draw: DrawPreview): readonly Page[] => [
	startPage,
	findPage,
	signInPage,
	codePage,
	recoveryCodePage,
	newPasswordPage,
	firstAppPage,
	firstPasskeyPage,
	invitationPage,
	signOutPage,
	sessionPage,
	accountPage,
	passwordPage,
	appPage,
	passkeysPage,
	newPasskeyPage,
	recoveryCodesPage,
	provePage,
	applicationsPage,
	// Before the page of one: the first that fits counts.
	newApplicationPage,
	applicationPage,
	editApplicationPage,
	deleteApplicationPage,
	brandingPage(draw),
	signingKeysPage,
	replaceSigningKeysPage,
	removeSigningKeyPage,
	tokensPage,
	newTokenPage,
	tokenPage,
	revokeTokenPage,
	findCaredPage,
	caredPersonPage,
	...careActionPages,
	// A path without parameters stands before one that would take its last word for an id.
	usersPage,
	newUserPage,
	personPage,
	userProfilePage,
	...stepPages,
	enrollTokenPage,
	enrollAppPage,
	enrollPhonePage,
	enrollEmailPage,
	factorPage,
	removeFactorPage,
	unregisterDevicePage,
	groupsPage,
	newGroupPage,
	groupPage,
	editGroupPage,
	deleteGroupPage,
	overviewPage,
	logPage,
	newEventsPage,
	exportPage,
	// Last, because it takes any word behind the path of the log.
	eventPage,
	administratorsPage,
	newAdministratorPage,
	administratorPage,
	editAdministratorPage,
	activateAdministratorPage,
	deactivateAdministratorPage,
	resetAdministratorPage,
	keysPage,
	settingsPage,
	propertiesPage(keepers),
	importPropertiesPage(keepers),
	exportPropertiesPage(keepers),
	propertyPage(keepers),
	textsPage,
	oneTextPage(keepers, draw),
	authenticatorsPage,
	newAuthenticatorPage,
	authenticatorPage,
	deactivateAuthenticatorPage,
	deleteAuthenticatorPage,
	usersOfAuthenticatorPage,
	tryAuthenticatorPage,
	enrollmentPoliciesPage,
	newEnrollmentPolicyPage,
	enrollmentPolicyPage,
	editEnrollmentPolicyPage,
	deactivateEnrollmentPolicyPage,
	deleteEnrollmentPolicyPage,
	providersPage,
	newProviderPage,
	addProviderPage,
	providerPage,
	editProviderPage,
	deactivateProviderPage,
	deleteProviderPage,
	routesPage,
	newRoutePage,
	routePage,
	editRoutePage,
	deleteRoutePage,
	hooksPage,
	newHookPage,
	hookPage,
	editHookPage,
	deactivateHookPage,
	deleteHookPage,
	previewHookPage,
	hookMetricsPage,
	templatesPage,
	newTemplatePage,
	templatePage,
	editTemplatePage,
	deleteTemplatePage,
	textPage,
	resetTextPage,
	deliveriesPage,
	successPage,
	deliveryPage,
	limitsPage,
	refusedPage,
	sourcesPage,
	newSourcePage,
	sourcePage,
	editSourcePage,
	...sourceStepPages,
];
