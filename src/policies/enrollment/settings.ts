// From what a request says of authenticators to what is stored: only those that are offered. PURE.
import { invalid } from "../../errors";
import { type EnrollSetting, type Offered, settingOf } from "./evaluate";
import type { AuthenticatorSetting } from "./schema";

/** What the settings need to know of an authenticator. */
interface Authenticator {
	id: string;
	key: AuthenticatorSetting["key"];
	name: string;
	status: "ACTIVE" | "INACTIVE";
}

/** The calling application checks passwords. Okta's clients name them in every policy, always in the same way. */
const password = { key: "okta_password", enroll: { self: "REQUIRED" } } as const;

/** Throws E0000001 with the path of a setting that names what there isn't, or offers what is switched off. */
export function offeredBy(
	settings: readonly AuthenticatorSetting[],
	authenticators: readonly Authenticator[],
): Offered {
	const offered = new Map<string, EnrollSetting>();
	for (const [index, { key, id, enroll }] of settings.entries()) {
		const path = `settings.authenticators.${index}`;
		if (key === password.key) {
			if (enroll.self !== password.enroll.self) throw invalid(`${path}.enroll.self`, "password-required");
			continue;
		}
		if (key === "custom_otp" && id === undefined) throw invalid(`${path}.id`, "missing");
		const found = authenticators.find((one) => one.key === key && (id === undefined || one.id === id));
		if (!found) {
			// A policy of an Okta org says NOT_ALLOWED of much that there isn't here.
			if (id === undefined && enroll.self === "NOT_ALLOWED") continue;
			throw invalid(`${path}.${id === undefined ? "key" : "id"}`, "authenticator-missing");
		}
		if (offered.has(found.id)) throw invalid(path, "authenticator-twice");
		if (enroll.self !== "NOT_ALLOWED" && found.status === "INACTIVE") throw invalid(path, "authenticator-inactive");
		offered.set(found.id, enroll.self);
	}
	return new Map(
		[...offered].filter((entry): entry is [string, "OPTIONAL" | "REQUIRED"] => entry[1] !== "NOT_ALLOWED"),
	);
}

/** Every authenticator there is, those that the policy doesn't name NOT_ALLOWED. */
export const settingsOf = (offered: Offered, authenticators: readonly Authenticator[]) => [
	password,
	...authenticators.map(({ id, key, name }) => ({
		key,
		...(key === "custom_otp" ? { id, name } : {}),
		enroll: { self: settingOf(offered, id) },
	})),
];
