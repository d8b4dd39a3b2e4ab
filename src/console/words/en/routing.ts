// The words of the delivery routes in English. The other languages have the same shape. PURE.

export const routesWords = {
	routes: {
		title: "Delivery routes",
		lead: "A route says which accounts a message is tried with. The first route whose conditions a message meets takes it, and no later one does.",
		list: "Delivery routes, in the order in which they are asked",
		add: "Add a route",
		place: "Place",
		name: "Name",
		conditions: "Conditions",
		noConditions: "None: all that its accounts can send",
		accounts: "Accounts, in their order",
		channels: "Channels",
		destinations: "To numbers of",
		origins: "Requests from",
		purposes: "For",
		purposeNames: {
			"com.okta.user.telephony.pre-enrollment": "Enrolment",
			"com.okta.user.telephony.mfa-verification": "Sign-in",
			"com.okta.user.telephony.account-unlock": "Account unlock",
			"com.okta.user.telephony.password-reset": "Password reset",
		},
		moreCountries: (countries: number) => `${countries} more`,
		otherwise: "A message that no route fits is tried with every active account of its channel, the oldest first.",
		empty: "No routes yet",
		emptyLead:
			"Without routes, each message is tried with every active account of its channel, the oldest first. Add a route to send by other accounts to some countries, or in another order.",
		hook: {
			first: (name: string) =>
				`The telephony hook ${name} is active. Text messages and calls go through it, and routes count where it fails.`,
			alone: (name: string) =>
				`The telephony hook ${name} is active. Text messages and calls go through it alone: the settings say that nothing else is tried where it fails.`,
			look: "Look at the hook",
		},
		noAccounts: {
			title: "No provider yet",
			lead: "A route chooses among accounts with providers. Add an account first.",
			add: "Add a provider",
		},
		facts: "Route",
		id: "ID",
		created: "Created",
		changed: "Changed",
		remove: "Delete",
		form: {
			newTitle: "Add a delivery route",
			newLead: "It is the last one, and counts within 30 seconds. You can move it afterwards.",
			editTitle: (name: string) => `Edit ${name}`,
			accounts: "Accounts, in the order in which they are tried",
			accountsHint: "If an account doesn't take the message, the next one is tried. Messages skip inactive accounts.",
			place: (place: number) => `Account ${place}`,
			account: (name: string, channels: string, isOff: boolean) => `${name} (${channels}${isOff ? "; inactive" : ""})`,
			conditionsHint: "A message has to meet all of them. A condition that stays empty is met by every message.",
			destinationsHint:
				"Codes of countries (ISO 3166), such as JP US. Messages without a number never meet this condition.",
			originsHint:
				"Where end users are: codes of countries, such as JP US. It counts where the caller tells its end user's address.",
			add: "Add the route",
		},
		deletion: {
			title: (name: string) => `Delete ${name}?`,
			takes: "It takes messages with these conditions:",
			text: "Within 30 seconds, these messages go by the next route that fits. If none fits, every active account of their channel is tried. The route can't be brought back.",
		},
		which: {
			title: "Which route would this number take?",
			lead: "Nothing is sent.",
			channel: "Channel",
			to: "Number",
			toHint: "With its calling code. Other channels need none.",
			purpose: "For",
			origin: "Country of the end user",
			originHint: "A code such as JP. Leave it empty where it isn't known.",
			button: "Show the route",
			isOf: (country: string) => `The number is of ${country}.`,
			takes: "This route takes it:",
			noRule: "No route fits it, so every active account of the channel is tried, the oldest first.",
			notAllowed: "The settings don't allow this country, so nothing is sent there.",
			lost: "No account is left that could send the message, and no other route takes it.",
			uses: {
				tried: "Tried",
				"left-out": "Left out: it failed too often",
				off: "Inactive",
				"other-channel": "Doesn't send this",
			},
			passedOver: "Routes that were asked before",
			why: "Why it doesn't take the message",
			unmet: {
				channels: "It takes other channels.",
				destinationCountries: "It is for numbers of other countries.",
				originCountries: "It is for requests from other countries.",
				purposes: "It is for other purposes.",
				accountIds: "None of its accounts sends this.",
			},
		},
	},
};

/** What the pages of routes say after an action. */
export const routesFlash = {
	moved: (placeAndName: string) => `New place: ${placeAndName}`,
	added: (name: string) => `${name} is there, as the last route.`,
	saved: (name: string) => `${name} is saved. It counts within 30 seconds.`,
	deleted: (name: string) => `${name} is deleted.`,
};
