// Whether tokens fit an authenticator: which settings differ, and which authenticator would fit. PURE.
import type { OtpSettings } from "../../authenticators/schema";
import type { HashAlgorithm } from "../../otp/hotp";
import type { FileToken } from "../files/token";
import type { TokenSettings } from "./types";

const algorithms = { "SHA-1": "HMacSHA1", "SHA-256": "HMacSHA256", "SHA-512": "HMacSHA512" } as const satisfies Record<
	HashAlgorithm,
	string
>;

/** A token has a period or a counter, whatever else the file says of the other protocol. */
export const settingsOf = ({ protocol, hash, digits, periodSeconds }: FileToken): TokenSettings => ({
	...(protocol === null ? {} : { protocol }),
	...(hash === null ? {} : { algorithm: algorithms[hash] }),
	...(digits === null ? {} : { passCodeLength: digits }),
	...(periodSeconds === null || protocol === "HOTP" ? {} : { timeIntervalInSeconds: periodSeconds }),
});

/** The names of the settings that differ. A token that says nothing of a setting fits. */
export function differingSettings(token: TokenSettings, authenticator: OtpSettings): (keyof TokenSettings)[] {
	const wanted: Record<string, unknown> = authenticator;
	return (Object.keys(token) as (keyof TokenSettings)[]).filter((name) => {
		// A HOTP authenticator has no interval to differ from. That the token is a TOTP token is said by the protocol.
		if (name === "timeIntervalInSeconds" && authenticator.protocol === "HOTP") return token.protocol === undefined;
		return token[name] !== wanted[name];
	});
}

/** @param counts all settings of a token as JSON → tokens. @returns what most of those share that don't fit */
export function mostUnfit(counts: Readonly<Record<string, number>>, authenticator: OtpSettings): TokenSettings | null {
	const unfit = Object.entries(counts)
		.map(([text, tokens]) => ({ token: JSON.parse(text) as TokenSettings, tokens }))
		.filter(({ token }) => differingSettings(token, authenticator).length > 0);
	return unfit.toSorted((one, other) => other.tokens - one.tokens)[0]?.token ?? null;
}

/** The settings of an authenticator that tokens of these settings fit. What they don't say is as it was. */
export function fittingSettings(token: TokenSettings, authenticator: OtpSettings): OtpSettings | null {
	const { encoding } = authenticator;
	const shared = {
		encoding,
		algorithm: token.algorithm ?? authenticator.algorithm,
		passCodeLength: token.passCodeLength ?? authenticator.passCodeLength,
	};
	const { passCodeLength } = shared;
	if (passCodeLength !== 6 && passCodeLength !== 8 && passCodeLength !== 10) return null;
	if ((token.protocol ?? authenticator.protocol) === "HOTP") {
		const lookAhead = authenticator.protocol === "HOTP" ? authenticator.lookAhead : 10;
		return { protocol: "HOTP", ...shared, passCodeLength, lookAhead };
	}
	const isTotp = authenticator.protocol === "TOTP";
	const timeIntervalInSeconds = token.timeIntervalInSeconds ?? (isTotp ? authenticator.timeIntervalInSeconds : 30);
	if (timeIntervalInSeconds < 15 || timeIntervalInSeconds > 300) return null;
	const acceptableAdjacentIntervals = isTotp ? authenticator.acceptableAdjacentIntervals : 2;
	return { protocol: "TOTP", ...shared, passCodeLength, timeIntervalInSeconds, acceptableAdjacentIntervals };
}
