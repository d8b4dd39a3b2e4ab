// The authenticators that every organization has once: the phone and the mailbox that codes are sent to. PURE.
import type { AuthenticatorRow } from "./table";

/** Ids as the migration gave them. */
export const phoneAuthenticatorId = "autphonenumber000000";
export const emailAuthenticatorId = "autoktaemail00000000";

type AuthenticatorKey = AuthenticatorRow["key"];

interface Kind {
	type: "security_key" | "phone" | "email";
	methods: readonly ("otp" | "sms" | "voice" | "email")[];
	/** The settings that Okta shows. They are fixed here. */
	settings?: { allowedFor: "any"; tokenLifetimeInMinutes?: number };
}

export const kinds: Readonly<Record<AuthenticatorKey, Kind>> = {
	custom_otp: { type: "security_key", methods: ["otp"] },
	phone_number: { type: "phone", methods: ["sms", "voice"], settings: { allowedFor: "any" } },
	okta_email: {
		type: "email",
		methods: ["email"],
		settings: { allowedFor: "any", tokenLifetimeInMinutes: 5 },
	},
};

export const isBuiltInAuthenticator = ({ key }: Pick<AuthenticatorRow, "key">): boolean => key !== "custom_otp";
