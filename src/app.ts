// The app: every slice's routes and every page on one Hono router.
import { Hono } from "hono";
import { accessRoutes } from "./access/routes";
import { authenticate } from "./access/service";
import { administratorRoutes } from "./administrators/routes";
import { sessionOf } from "./administrators/sessions";
import { applicationProperties } from "./applications/properties";
import { applicationRoutes } from "./applications/routes";
import { authenticatorRoutes } from "./authenticators/routes";
import { careRoutes } from "./care/routes";
import { challengePages } from "./challenge-pages";
import { consolePages } from "./console";
import { contactRoutes } from "./contacts/routes";
import { livePlatform, type Platform } from "./context";
import { deadLetterRoutes } from "./dead-letters/routes";
import { decisionRoutes } from "./decisions/routes";
import { sendLimitRoutes } from "./delivery/limits/routes";
import { mailNotices } from "./delivery/notice";
import { outcomeRoutes } from "./delivery/outcomes/routes";
import { receiptRoutes } from "./delivery/receipts/routes";
import { deliverySettingsRoutes } from "./delivery/settings/routes";
import { trackingRoutes } from "./delivery/tracking/routes";
import { deviceRoutes } from "./devices/routes";
import { hookPreviewRoutes } from "./factors/hook-preview";
import { factorRoutes } from "./factors/routes";
import { stoppedNumberRoutes } from "./factors/stopped-numbers";
import { groupRoutes } from "./groups/routes";
import { hookRoutes } from "./hooks/routes";
import { hostedPages } from "./hosted";
import { drawPreview } from "./hosted/preview/draw";
import { exportRoutes } from "./imports/exports/routes";
import { importRoutes } from "./imports/routes";
import { tokenRoutes } from "./imports/stock/routes";
import { inboundRoutes } from "./inbound/routes";
import { inboxPages } from "./inbox/pages";
import { inboxRoutes } from "./inbox/routes";
import { logRoutes } from "./log/routes";
import { smsTemplateRoutes } from "./messages/templates/routes";
import { challengeListRoutes } from "./policies/challenge/lists/routes";
import { challengePolicyRoutes } from "./policies/challenge/routes";
import { policySetProperties } from "./policies/challenge/sets/properties";
import { policySetRoutes } from "./policies/challenge/sets/routes";
import { policyRoutes } from "./policies/enrollment/routes";
import { policyRuleRoutes } from "./policies/enrollment/rules/routes";
import { accountProperties } from "./providers/accounts/properties";
import { providerRoutes } from "./providers/accounts/routes";
import { ruleRoutes } from "./providers/rules/routes";
import { rememberedDocument } from "./reference/openapi";
import { referencePages } from "./reference/pages";
import { referenceRoutes } from "./reference/routes";
import { propertyFileRoutes } from "./settings/files/routes";
import { propertyRoutes } from "./settings/routes";
import { tokenPages } from "./token-pages";
import { signingKeyRoutes } from "./transactions/keys/routes";
import { transactionRoutes } from "./transactions/routes";
import { userRoutes } from "./users/routes";
import { mountPages, type Page } from "./web/page";
import { PathRouter } from "./web/path-router";
import { type App, mount, type Route } from "./web/router";

const documentOf = rememberedDocument(() => routes);

/** Who keeps values of properties beside the settings. */
const keepers = {
	accounts: accountProperties,
	applications: applicationProperties,
	policySets: policySetProperties,
};

/** Every route of the product; the OpenAPI document and the access test walk it. */
export const routes: readonly Route[] = [
	...accessRoutes,
	...applicationRoutes,
	...propertyFileRoutes(keepers),
	...propertyRoutes(keepers),
	...administratorRoutes,
	...userRoutes,
	...groupRoutes,
	...authenticatorRoutes,
	...policyRoutes,
	...policyRuleRoutes,
	...challengePolicyRoutes,
	...challengeListRoutes,
	...policySetRoutes,
	...decisionRoutes,
	...deviceRoutes,
	...contactRoutes,
	...factorRoutes,
	...transactionRoutes,
	...signingKeyRoutes,
	...careRoutes,
	...importRoutes,
	...tokenRoutes,
	...exportRoutes,
	...logRoutes,
	...deadLetterRoutes,
	...hookRoutes,
	...hookPreviewRoutes,
	...deliverySettingsRoutes,
	...sendLimitRoutes,
	...smsTemplateRoutes,
	...providerRoutes,
	...ruleRoutes,
	...trackingRoutes,
	...outcomeRoutes,
	...receiptRoutes,
	...stoppedNumberRoutes,
	...inboundRoutes,
	...inboxRoutes,
	...referenceRoutes(documentOf),
];

/** Every page; the test of the doors walks it. Pages don't go into the OpenAPI document. */
export const pages: readonly Page[] = [
	...referencePages(documentOf),
	...inboxPages,
	...hostedPages,
	...consolePages(keepers, drawPreview),
	...challengePages,
	...tokenPages,
];

export function createApp(platform: Platform = livePlatform): App {
	const app: App = new Hono({ router: new PathRouter() });
	mountPages(app, pages, { platform, sessionOf, acted: mailNotices });
	mount(
		app,
		routes,
		{ platform, authenticate },
		pages.map(({ path }) => path),
	);
	return app;
}
