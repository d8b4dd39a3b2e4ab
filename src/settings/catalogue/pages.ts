// Properties of pages: which are shown, what they offer and say, and how long the waiting page waits. PURE.
import { type Defaults, flag, html, line, type Property, wholeNumber } from "./property";

const registration: readonly Property[] = [
	{ name: "register.userinfo.enabled", type: flag, meaning: "Whether users register their contact data" },
	{ name: "userpreferences.userinfo.enabled", type: flag, meaning: "Whether users may change their contact data" },
	{ name: "otp.optOut.enabled", type: flag, meaning: "Whether users may decline codes" },
	{
		name: "otp.optOut.managerClass",
		type: { kind: "class", known: ["com.bharosa.uio.manager.user.DefaultContactInfoManager"] },
		meaning: "Where it is kept that a user declined",
	},
	{ name: "register.userinfo.decline.enabled", type: flag, meaning: "Whether the registration page has the button" },
	{ name: "userpreferences.userinfo.decline.enabled", type: flag, meaning: "Whether the preferences have the button" },
	{ name: "registerdevice.enabled", type: flag, meaning: "Whether devices are remembered" },
	{ name: "register.userinfo.registerdevice.enabled", type: flag, meaning: "Whether the contact page offers it" },
	{ name: "register.questions.registerdevice.enabled", type: flag, meaning: "Whether the page of questions offers it" },
	{ name: "userpreferences.unregister.this.enabled", type: flag, meaning: "Whether users may forget this device" },
	{ name: "userpreferences.unregister.all.enabled", type: flag, meaning: "Whether users may forget all devices" },
];

const registrationTexts: readonly Property[] = [
	{ name: "register.userinfo.title", type: line, isPerLocale: true, meaning: "The title of the registration page" },
	{
		name: "register.userinfo.message",
		type: html,
		isPerLocale: true,
		meaning: "What the registration page begins with",
	},
	{
		name: "register.userinfo.registerdevice.message",
		type: line,
		isPerLocale: true,
		meaning: "The label of the check box that remembers the device",
	},
	{ name: "register.userinfo.continue.button", type: line, isPerLocale: true, meaning: "The button to go on" },
	{
		name: "register.userinfo.decline.message",
		type: html,
		isPerLocale: true,
		meaning: "The text beside the button to decline",
	},
	{ name: "register.userinfo.decline.button", type: line, isPerLocale: true, meaning: "The button to decline" },
];

const polling = "ums.integration.message.status.poll";

const waiting: readonly Property[] = [
	{
		name: `${polling}.attempts`,
		type: wholeNumber(0, 20),
		meaning: "How often the waiting page asks, each time it is shown",
	},
	{ name: `${polling}.delay`, type: wholeNumber(200, 30_000), meaning: "Time in ms between two questions" },
	{ name: "ums.integration.sleepInterval", type: wholeNumber(0, 120_000), meaning: "Longest wait in ms without news" },
	{ name: "ums.integration.deliveryPage.delay", type: wholeNumber(0, 60_000), meaning: "Time in ms the page stays" },
];

const decisions: readonly Property[] = [
	{ name: "rule.action.enum", type: line, meaning: "What the enumeration of actions is for" },
	{ name: "rule.action.enum.{key}", type: wholeNumber(0, 9_999), meaning: "The number of an action of rules" },
	{ name: "rule.action.enum.{key}.name", type: line, isPerLocale: true, meaning: "What the action is called" },
	{ name: "rule.action.enum.{key}.description", type: line, isPerLocale: true, meaning: "What the action does" },
	{ name: "rule.action.enum.{key}.enabled", type: flag, meaning: "Whether rules may name the action" },
];

export const pageProperties: readonly Property[] = [
	...registration,
	...registrationTexts,
	...waiting,
	...decisions.map((property): Property => ({ ...property, isGlobal: true })),
	{
		name: "all.factor.lockDuration",
		type: wholeNumber(0, 30 * 86_400_000),
		meaning: "Time in ms until a lock of a policy ends; 0: until somebody unlocks the user",
		livesIn: "policySets",
	},
];

export const pageDefaults: Defaults = {
	"otp.optOut.enabled": "false",
	"otp.optOut.managerClass": "com.bharosa.uio.manager.user.DefaultContactInfoManager",
	"registerdevice.enabled": "false",
	"register.userinfo.registerdevice.enabled": "false",
	"register.questions.registerdevice.enabled": "false",
	"userpreferences.unregister.this.enabled": "false",
	"userpreferences.unregister.all.enabled": "false",
	[`${polling}.attempts`]: "3",
	[`${polling}.delay`]: "1000",
	"ums.integration.sleepInterval": "10000",
	"ums.integration.deliveryPage.delay": "3000",
};
