// The words of the inbound sources in English. The other languages have the same shape. PURE.
import type { ToldAnswer } from "../../../inbound/source";

export const inboundWords = {
	inbound: {
		title: "Inbound sources",
		lead: "Other systems that ask Tessera to send their codes, such as the telephony hook of an Okta org. They verify the codes themselves.",
		list: "Inbound sources",
		add: "Add a source",
		name: "Name",
		nameHint: "Such as the name of the org. No two sources have the same name.",
		status: "Status",
		on: "Takes requests",
		off: "Switched off",
		type: "System",
		types: { okta: "Okta org" } as Readonly<Record<string, string>>,
		changed: "Changed",
		created: "Created",
		edit: "Edit",
		switchOn: "Switch it on",
		switchOff: "Switch it off",
		remove: "Delete",

		facts: "Settings",
		id: "ID",
		template: "SMS template",
		ownText: "The text that the source brings",
		sender: "Sender of its text messages",
		accountSender: "The account's own",
		counts: "Its outcomes count",
		countsYes: "Yes: number ranges are judged by the codes that it tells",
		countsNo: "No: its messages don't count in the share of codes that were entered",
		limits: "Its own limits",
		limitsNone: "None: the limits of all senders hold, but without a limit of addresses.",
		limitsSome: "It has limits of its own for:",

		connection: "What to enter in Okta",
		connectionLead: "In the Admin Console: Workflow, Inline Hooks, Add Inline Hook, Telephony.",
		url: "URL",
		header: "Authentication field",
		secret: "Authentication secret",
		secretKept: "Set, and never shown again",
		secretMissing: "Not set",
		newSecret: "Replace the secret",
		firstSecret: "Make a secret",
		events: "Event hook",
		eventsLead:
			"Not needed to send. By its events the org tells that somebody entered the right code: user.authentication.auth_via_mfa and user.mfa.factor.activate.",

		shownOnce: "The secret, this once",
		shownOnceEvents: "The secret of the event hook, this once",
		keep: "Copy it into Okta now. Nobody can see it again, and it can be replaced at any time.",

		requests: "Last requests",
		requestsLead: "Of the last day, the newest first.",
		noRequests: "No request has come in the last day.",
		time: "Time",
		request: "Request",
		answer: "Our answer",
		answers: {
			sent: "Sent",
			pending: "Sent, not confirmed",
			refused: "Refused",
		} satisfies Record<ToldAnswer["result"], string> as Record<ToldAnswer["result"], string>,
		noAnswer: "No answer yet",
		delivery: "Delivery",
		open: "Open the delivery",
		reason: "Reason",

		removal: "Delete this source",
		removalOn: "It can't be deleted while it takes requests. Switch it off first.",
		removalFirst: "The first source can be switched off, but not deleted: its address is a part of the API.",
		removalOpen: "It is switched off, so it can be deleted. Deliveries that it asked for stay for their 30 days.",

		form: {
			newTitle: "Add an Okta org",
			newLead: "Its page then shows the URL and a secret to copy into Okta.",
			add: "Add the source",
			editTitle: (name: string) => `Edit ${name}`,
			header: "Header of the secret",
			headerHint: "What Okta calls the authentication field.",
			eventHeader: "Header of the event hook's secret",
			templateHint: "Every text message of this source is written from it.",
			senderHint: "A number, a short code or a name, where the provider takes it. Empty: the account's own.",
			counts: "Count its outcomes",
			countsHint:
				"Switch it on when the source tells which codes were entered. Otherwise every range would look like fraud.",
			limits: "Limits of its own",
			limitsHint: "A group that stays empty is as for all senders. Okta has its own cool-down, so 0 seconds are usual.",
			asAll: "As for all senders",
			save: "Save",
		},
		switchingOff: {
			title: (name: string) => `Switch ${name} off?`,
			text: "Within 30 seconds its requests are refused, and the people of this org get no codes from Tessera.",
		},
		deletion: {
			title: (name: string) => `Delete ${name}?`,
			text: "Its address and its secret are gone for good. This can't be undone.",
		},
		secretPage: {
			title: (name: string) => `Replace the secret of ${name}?`,
			text: "The old secret stops within 30 seconds. Until Okta has the new one, its requests are refused, and people get no codes.",
			first: "The new secret is shown once, to copy it into Okta.",
		},
		eventSecretPage: {
			title: (name: string) => `New secret of the event hook of ${name}?`,
			text: "An old secret stops within 30 seconds. Events with it tell nothing until Okta has the new one. Codes are sent all the same.",
		},
	},
};

/** What the pages of inbound sources say after an action. */
export const inboundFlash = {
	added: (name: string) => `${name} is there, and takes requests.`,
	saved: (name: string) => `${name} is saved.`,
	on: (name: string) => `${name} takes requests.`,
	off: (name: string) => `${name} is switched off.`,
	deleted: (name: string) => `${name} is deleted.`,
	secret: (name: string) => `${name} has a new secret.`,
};
