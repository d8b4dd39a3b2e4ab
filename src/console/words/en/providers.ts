// The words of the provider accounts in English. The other languages have the same shape. PURE.

export const providersWords = {
	providers: {
		title: "Providers",
		lead: "Messages leave through an account with a provider. Delivery routes say which accounts are tried, and in which order.",
		list: "Provider accounts, the oldest first",
		add: "Add a provider",
		name: "Name",
		provider: "Provider",
		channels: "Sends",
		state: "State",
		failures: "Failures in a row",
		routes: "Delivery routes",
		noRoutes: "None",
		empty: "No provider yet",
		emptyLead:
			"Text messages, calls and e-mails need an account with a provider. Codes of apps and tokens need none. Add the first account to send messages.",
		facts: "Account",
		deliveriesLink: "Its deliveries",
		logLink: "Its events in the log",
		breaker: "Breaker",
		breakers: {
			closed: (failures: number) =>
				failures === 0
					? "Closed. The last try worked, or there was none yet."
					: `Closed. Failures in a row: ${failures}. After five in a row the account is left out for 30 seconds.`,
			open: (failures: number) => `Open after ${failures} failures in a row. One message tries the account again:`,
			"half-open": (failures: number) =>
				`Half-open after ${failures} failures in a row. The next message tries the account again.`,
		},
		id: "ID",
		secretStored: "Set, and never shown again",
		notSet: "Not set",
		receiptUrl: "Address for receipts",
		created: "Created",
		changed: "Changed",
		activate: "Activate",
		deactivate: "Deactivate",
		remove: "Delete",
		routesLead: "These delivery routes name the account.",
		noRoutesHere: "No route names it. It is tried for messages that no route fits, while it is active.",
		allRoutes: "All delivery routes",
		removal: "Delete this account",
		removalInRoutes: (routes: number) =>
			routes === 1
				? "It can't be deleted while a delivery route names it. Take it out of the route first."
				: `It can't be deleted while ${routes} delivery routes name it. Take it out of these routes first.`,
		removalOpen: "No delivery route names it, so it can be deleted.",
		onlyAccount: (channels: string) =>
			`No other active account sends: ${channels}. Without it, such codes don't arrive unless a hook sends them.`,
		aloneIn: "These routes have no other active account for some of their messages, and no other route takes them:",
		form: {
			chooseTitle: "Add a provider",
			chooseLead:
				"Choose the company or the protocol. A webhook reaches carriers that stand behind a service of your own.",
			chooseList: "Providers and protocols",
			hasReceipts: "Tells what becomes of a message",
			newTitle: (provider: string) => `Add an account with ${provider}`,
			newLead:
				"The account is inactive at first, so that you can send a test message. The provider can't be changed later.",
			editTitle: (name: string) => `Edit ${name}`,
			nameHint: "What administrators call it. No two accounts have the same name.",
			example: (examples: string) => `For example: ${examples}`,
			secretKept: "Leave it empty to keep the present one. Nobody can read it here.",
			clear: (title: string) => `Remove the stored value: ${title}`,
			add: "Add the account",
		},
		test: {
			title: "Send a test message",
			lead: "It goes through this account alone, whatever the routes say, also while the account is inactive. Its text says that it is a test, and nobody's code is in it: where a template holds nothing but a code, it shows 123456.",
			channel: "Channel",
			to: "To",
			toHint: "A number with its country calling code, an e-mail address, or what the provider knows a person by.",
			button: "Send the test message",
			results: { accepted: "Taken", failed: "Failed", unknown: "No clear answer" },
			taken: {
				queued: "The provider has the message, and will send it.",
				sent: "The provider has sent the message.",
				delivered: "The message has arrived.",
				undelivered: "The message didn't arrive.",
				failed: "The provider didn't send the message.",
				unknown: "Nobody knows what became of the message.",
			},
			failures: {
				temporary:
					"The provider didn't take the message: it can't be reached, it has too much to do, or it reports a failure. Another try may work.",
				permanent: "The provider doesn't send this message. Look at the recipient first.",
				misconfigured:
					"The provider refuses the account. Look at the credentials, the sender and the other settings first.",
				unknown: "The provider gave no clear answer. The message may have been sent all the same.",
			},
			messageId: "The provider's ID of the message",
			providerCode: "The provider's code for it",
			duration: "Time",
			ms: (ms: string) => `${ms} ms`,
		},
		deactivation: {
			title: (name: string) => `Deactivate ${name}?`,
			text: "Within 30 seconds, no message goes through it. Its settings and its secrets stay.",
		},
		deletion: {
			title: (name: string) => `Delete ${name}?`,
			text: "Its settings and its secrets are deleted, and it can't be brought back. What the provider reports later of messages that it has sent is refused.",
		},
	},
};

/** What the pages of providers say after an action. */
export const providersFlash = {
	added: (name: string) => `${name} is there, and inactive. Send a test message, and then activate it.`,
	saved: (name: string) => `${name} is saved. Messages go by the new settings within 30 seconds.`,
	activated: (name: string) => `${name} is active. Messages go through it within 30 seconds.`,
	deactivated: (name: string) => `${name} is inactive. No message goes through it after 30 seconds.`,
	deleted: (name: string) => `${name} is deleted.`,
};
