// English: why a challenge policy, a list or a question for a decision can't be like that. PURE.

export const challengePolicies = {
	"action-group-unknown": "This is neither an action nor the id of a list of actions.",
	"address-range":
		"This is neither an address nor a range such as 203.0.113.0/24, whose bits behind the prefix are zero.",
	"alert-group-unknown": "There is no list of alerts with this id.",
	"application-needed": "A token of an application speaks for this application only.",
	"asn-form": "A network is written as its number, such as 64496.",
	"combination-empty": "A combination names at least one rule.",
	"combination-twice": "A combination above is the same one.",
	"list-in-use": "These name it: {policies}",
	"list-kind": "The list has to be of the kind {kind}.",
	"list-kind-fixed": "The kind of a list stays.",
	"list-unknown": "There is no list with this id.",
	"lock-duration": "Failures count for at least a minute, or until the user is unlocked.",
	"policy-checkpoint-fixed": "The checkpoint of a policy stays. Copy the policy to another one.",
	"policy-cycle": "The policies would run each other in a circle.",
	"policy-depth": "Policies are nested {maximum} deep at the most.",
	"policy-in-use": "These run it: {policies}",
	"policy-other-checkpoint": "The policy belongs to another checkpoint.",
	"policy-unknown": "There is no policy with this id.",
	"range-order": "The minimum is above the maximum.",
	"rule-twice": "A rule above has the same name.",
	"rule-unknown": "The policy has no rule with this name.",
	"time-of-day": "A time of day is written like 22:00.",
} as const;
