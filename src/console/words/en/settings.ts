// The words of the organisation's settings in English. The other languages have the same shape. PURE.

export const settingsWords = {
	settings: {
		title: "Settings",
		lead: "What holds for the whole organisation.",
		organisation: "Organisation",
		organisationLead: "These come from the configuration of the deployment, and change with the next one.",
		name: "Name",
		origin: "Address",
		environment: "Environment",
		production: "Production",
		development: "Development",
		delivery: "How messages are sent",
		deliveryLead: "A change counts within 30 seconds everywhere.",
		whenHookFails: "When the telephony hook doesn't take a message",
		whenHookFailsChoices: {
			FALL_BACK: "Send through the providers",
			FAIL: "Tell the caller that it failed",
		},
		confirmWithinSeconds: "Seconds until the next provider tries",
		confirmWithinSecondsHint:
			"When no receipt and no right code has come by then, the next provider sends the same code. 10 to 300. Empty: never.",
		never: "Never",
		seconds: (seconds: number) => `After ${seconds} seconds`,
		originHost: "Host that SMS codes are bound to",
		originHostHint: "Browsers then offer the code on this host alone. Such as shop.example.com. Empty: none.",
	},
};

/** What the page of the settings says after an action. */
export const settingsFlash = {
	delivery: "The settings of delivery are saved.",
};
