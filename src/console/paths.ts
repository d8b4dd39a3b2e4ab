// Where the pages of the console are, and how a reader comes back to a page after a sign-in. PURE.

export const paths = {
	start: "/console",
	signIn: "/console/sign-in",
	code: "/console/sign-in/code",
	recoveryCode: "/console/sign-in/recovery-code",
	newPassword: "/console/sign-in/new-password",
	firstApp: "/console/sign-in/app",
	firstPasskey: "/console/sign-in/passkey",
	invitation: "/console/invitation",
	signOut: "/console/sign-out",
	find: "/console/find",
	session: "/console/session",
	account: "/console/account",
	password: "/console/account/password",
	app: "/console/account/app",
	passkeys: "/console/account/passkeys",
	newPasskey: "/console/account/passkeys/new",
	recoveryCodes: "/console/account/recovery-codes",
	prove: "/console/account/prove",
	overview: "/console/overview",
	log: "/console/log",
	newEvents: "/console/log/new",
	exportLog: "/console/log/export",
	tokens: "/console/tokens",
	newToken: "/console/tokens/new",
	applications: "/console/applications",
	newApplication: "/console/applications/new",
	administrators: "/console/administrators",
	newAdministrator: "/console/administrators/new",
	keys: "/console/keys",
	settings: "/console/settings",
	properties: "/console/properties",
	importProperties: "/console/properties/import",
	exportProperties: "/console/properties/export",
	texts: "/console/texts",
	care: "/console/care",
	users: "/console/users",
	groups: "/console/groups",
	authenticators: "/console/authenticators",
	inventory: "/console/inventory",
	imports: "/console/imports",
	newImport: "/console/imports/new",
	enrollmentPolicies: "/console/enrollment-policies",
	challengePolicies: "/console/challenge-policies",
	challengeLists: "/console/challenge-policies/lists",
	challengeTypes: "/console/challenge-types",
	registration: "/console/registration",
	providers: "/console/providers",
	routes: "/console/routes",
	hooks: "/console/hooks",
	templates: "/console/templates",
	deliveries: "/console/deliveries",
	limits: "/console/limits",
	smsTemplates: "/console/templates/sms",
	inbound: "/console/inbound",
} as const;

/** The page of a thing or of one of the steps that lead from it: `userAt(id, "profile")`. */
const at =
	(path: string) =>
	(id: string, ...step: string[]): string =>
		[path, id, ...step].join("/");

export const careAt = at(paths.care);
export const userAt = at(paths.users);
export const groupAt = at(paths.groups);
export const authenticatorAt = at(paths.authenticators);
export const inventoryAt = at(paths.inventory);
export const importAt = at(paths.imports);
export const hookAt = at(paths.hooks);
export const tokenAt = at(paths.tokens);
export const applicationAt = at(paths.applications);
export const administratorAt = at(paths.administrators);
export const templateAt = at(paths.smsTemplates);

export const eventPath = (uuid: string): string => `${paths.log}/${uuid}`;

/** A page of the console, and nothing that only looks like one. */
const isOurPage = (path: string) => /^\/console(\/[\w./-]+)?(\?[\w=&.%+-]*)?$/.test(path) && !/\/\/|\.\./.test(path);

/** The page that the reader wanted, as the address says it. */
export function wantedPage(url: string): string {
	const wanted = new URL(url).searchParams.get("next");
	return wanted !== null && isOurPage(wanted) ? wanted : paths.start;
}

/** A step of the sign-in, which knows where the reader wants to go. */
export const stepTo = (step: string, wanted: string): string =>
	wanted === paths.start ? step : `${step}?next=${encodeURIComponent(wanted)}`;

/** The same for the next step of a reader who is on a step. */
export const nextStep = (step: string, url: string): string => stepTo(step, wantedPage(url));

/** For pages behind the sign-in. */
export const signInFor = (path: string): string => stepTo(paths.signIn, path);
