// English: why a user, a group or an API token can't be changed like that. PURE.

export const people = {
	"attribute-unknown": "Property name ''{name}'' is not defined in profile",
	"built-in-group-not-changed": "The built-in group can't be changed.",
	"built-in-group-not-deleted": "The built-in group can't be deleted.",
	"everyone-is-member": "Everyone is in this group; its members can't be changed.",
	"last-administrator-token": "The last administrator token can't be revoked.",
	"user-activated-again": "The user has been activated again in the meantime.",
	"user-deactivated": "The user is deactivated already.",
	"user-not-activatable": "Only a staged or deactivated user can be activated.",
	"user-not-active": "Only an active user can be suspended.",
	"user-not-suspended": "Only a suspended user can be unsuspended.",
} as const;
