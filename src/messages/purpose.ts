// Why a message is sent, in the words of an Okta hook.

export const requestTypes = [
	"com.okta.user.telephony.pre-enrollment",
	"com.okta.user.telephony.mfa-verification",
	"com.okta.user.telephony.account-unlock",
	"com.okta.user.telephony.password-reset",
] as const;
export type RequestType = (typeof requestTypes)[number];
