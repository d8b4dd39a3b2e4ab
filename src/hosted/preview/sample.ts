// A transaction of nobody: what the pages of a preview are given in place of a real one. PURE.
import type { Brand } from "../../applications/brand";
import type { ApplicationRow } from "../../applications/service";
import type { StateName, StateOf } from "../../transactions/states/state";
import type { KeptTransaction } from "../../transactions/store";
import type { Opened } from "../../transactions/verbs/open";
import type { At } from "../step";

const login = "ada@example.com";

const user: Opened["user"] = {
	id: "",
	login,
	status: "ACTIVE",
	firstName: null,
	lastName: null,
	displayName: login,
	ownDisplayName: null,
	locale: null,
	attributes: {},
	hasPassword: true,
	createdAt: 0,
	activatedAt: null,
	statusChangedAt: null,
	lastUpdatedAt: 0,
	email: null,
	secondEmail: null,
	mobilePhone: null,
	primaryPhone: null,
};

const facts: KeptTransaction["facts"] = {
	id: "preview",
	handleHash: "",
	entranceHash: null,
	user: { id: "", login, displayName: login },
	calledAs: login,
	isStranger: false,
	applicationId: "",
	purpose: "sign-in",
	client: {},
	deviceTokenSealed: null,
	languages: [],
	areLanguagesKnown: true,
	back: null,
	context: null,
	startedAt: 0,
	expiresAt: 0,
};

const application: ApplicationRow = {
	id: "",
	name: "",
	returnUrls: [],
	defaultLocale: "en",
	region: null,
	timeZone: "UTC",
	extends: null,
	contactText: {},
	branding: { name: null, logo: null, accentColor: null },
	signingAlgorithm: "ES256",
	createdAt: 0,
	lastUpdatedAt: 0,
};

/** What every page knows, in a state. */
export function sampleAt<Name extends StateName>(state: StateOf<Name>, brand: Brand, timeZone: string): At<Name> {
	const kept: KeptTransaction = {
		facts,
		state,
		version: 0,
		lastStepId: null,
		endedAt: null,
		outcome: { code: null, isRedeemed: false, result: null },
		way: null,
		noted: null,
	};
	return { opened: { kept, user }, state, application: { ...application, timeZone }, brand };
}
