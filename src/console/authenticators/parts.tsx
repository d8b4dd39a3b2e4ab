// What several pages of authenticators show: kind, status, settings in words, and the policies that hold one.
import type { FC } from "hono/jsx";
import type { OtpSettings } from "../../authenticators/schema";
import type { AuthenticatorRow } from "../../authenticators/service";
import type { Language } from "../../languages";
import { Badge } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";

export const wordsIn = (language: Language) => consoleWords[language].authenticators;

type Words = ReturnType<typeof wordsIn>;

export const StatusBadge: FC<{ status: AuthenticatorRow["status"]; language: Language }> = ({ status, language }) => {
	const words = wordsIn(language);
	return status === "ACTIVE" ? <Badge tone="success">{words.active}</Badge> : <Badge>{words.inactive}</Badge>;
};

/** In one line: "Time (TOTP) · 6 digits · 60 s × 5". */
export function settingsLine({ key, settings }: AuthenticatorRow, words: Words): string {
	if (key !== "custom_otp") return words.sentCodes;
	if (settings === null) return words.noSettings;
	const { protocol, passCodeLength } = settings;
	const reach =
		protocol === "TOTP"
			? words.steps(settings.timeIntervalInSeconds, settings.acceptableAdjacentIntervals)
			: words.windowOfEvents(settings.lookAhead);
	return [words.protocols[protocol], words.digits(passCodeLength), reach].join(" · ");
}

/** Which codes count, in seconds or in presses. */
function windowText(settings: OtpSettings, words: Words): string {
	if (settings.protocol === "HOTP") return words.windowOfEvents(settings.lookAhead);
	const { timeIntervalInSeconds: step, acceptableAdjacentIntervals: interval } = settings;
	return interval === 0 ? words.windowOfOne(step) : words.window(step, interval, step * interval);
}

const shortAlgorithms = { HMacSHA1: "SHA-1", HMacSHA256: "SHA-256", HMacSHA512: "SHA-512" } as const;

/** Names and values, for `Facts`. */
export const settingsFacts = (settings: OtpSettings, words: Words): [name: string, value: string][] => [
	[words.create.protocol, words.create.protocolOptions[settings.protocol]],
	[words.algorithm, shortAlgorithms[settings.algorithm]],
	[words.encoding, words.create.encodings[settings.encoding]],
	[words.passCodeLength, words.digits(settings.passCodeLength)],
	[words.accepted, windowText(settings, words)],
];

export const PolicyLinks: FC<{ policies: readonly { id: string; name: string }[] }> = ({ policies }) => (
	<ul class="link-list">
		{policies.map(({ id, name }) => (
			<li>
				<a href={`${paths.enrollmentPolicies}/${id}`} translate="no">
					{name}
				</a>
			</li>
		))}
	</ul>
);
