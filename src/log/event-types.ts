// The catalogue of System Log events: Okta's dotted names, with our own display texts.

export type Severity = "DEBUG" | "INFO" | "WARN" | "ERROR";

/** Event type → what it says and how grave it is. A new event is one line here. */
export const eventTypes = {
	"user.authentication.auth_via_mfa": {
		displayMessage: "Authentication of a user by a second factor",
		severity: "INFO",
	},
	"user.mfa.factor.activate": { displayMessage: "Factor activated for a user", severity: "INFO" },
	"user.mfa.factor.deactivate": { displayMessage: "Factor removed from a user", severity: "INFO" },
	"user.mfa.factor.update": { displayMessage: "Factor of a user changed", severity: "INFO" },
	"user.mfa.factor.reset_all": { displayMessage: "All factors of a user removed", severity: "WARN" },
	"system.operation.rate_limit.violation": { displayMessage: "Operation rate limit reached", severity: "WARN" },
	"user.lifecycle.create": { displayMessage: "User created", severity: "INFO" },
	"user.lifecycle.activate": { displayMessage: "User activated", severity: "INFO" },
	"user.lifecycle.deactivate": { displayMessage: "User deactivated", severity: "INFO" },
	"user.lifecycle.suspend": { displayMessage: "User suspended", severity: "INFO" },
	"user.lifecycle.unsuspend": { displayMessage: "User no longer suspended", severity: "INFO" },
	"user.lifecycle.delete.completed": { displayMessage: "User deleted", severity: "INFO" },
	"user.account.update_profile": { displayMessage: "User profile changed", severity: "INFO" },
	"user.account.unlock_by_admin": { displayMessage: "Failed attempts of a user cleared", severity: "INFO" },
	"group.lifecycle.create": { displayMessage: "Group created", severity: "INFO" },
	"group.lifecycle.delete": { displayMessage: "Group deleted", severity: "INFO" },
	"group.profile.update": { displayMessage: "Group profile changed", severity: "INFO" },
	"group.user_membership.add": { displayMessage: "User added to a group", severity: "INFO" },
	"group.user_membership.remove": { displayMessage: "User removed from a group", severity: "INFO" },
	"security.authenticator.lifecycle.create": { displayMessage: "Authenticator created", severity: "INFO" },
	"security.authenticator.lifecycle.update": { displayMessage: "Authenticator changed", severity: "INFO" },
	"security.authenticator.lifecycle.activate": { displayMessage: "Authenticator activated", severity: "INFO" },
	"security.authenticator.lifecycle.deactivate": { displayMessage: "Authenticator deactivated", severity: "INFO" },
	"security.authenticator.lifecycle.delete": { displayMessage: "Authenticator deleted", severity: "WARN" },
	"system.api_token.create": { displayMessage: "API token created", severity: "INFO" },
	"system.api_token.revoke": { displayMessage: "API token revoked", severity: "INFO" },
} as const satisfies Record<string, { displayMessage: string; severity: Severity }>;

export type EventType = keyof typeof eventTypes;
