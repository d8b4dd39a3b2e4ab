// What several pages of enrolment policies show: addresses, status, the setting of an authenticator.
import type { FC } from "hono/jsx";
import type { Language } from "../../languages";
import type { EnrollSetting } from "../../policies/enrollment/evaluate";
import type { Reach } from "../../policies/enrollment/reach";
import type { EnrollmentPolicy } from "../../policies/enrollment/read";
import { Badge } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";

export const wordsIn = (language: Language) => consoleWords[language].enrollmentPolicies;

export const policyPath = (id: string) => `${paths.enrollmentPolicies}/${id}`;

export const PolicyStatus: FC<{ policy: EnrollmentPolicy; language: Language }> = ({ policy, language }) => {
	const words = wordsIn(language);
	if (policy.isSystem) return <Badge tone="info">{words.isDefault}</Badge>;
	return policy.status === "ACTIVE" ? <Badge tone="success">{words.active}</Badge> : <Badge>{words.inactive}</Badge>;
};

const tones = { NOT_ALLOWED: "neutral", OPTIONAL: "info", REQUIRED: "success" } as const;

export const SettingBadge: FC<{ setting: EnrollSetting; language: Language }> = ({ setting, language }) => (
	<Badge tone={tones[setting]}>{wordsIn(language).settings[setting]}</Badge>
);

/** A list may be long. A row of a table shows the first names. */
const mostNames = 3;

export const Names: FC<{ names: readonly string[]; none: string; language: Language }> = ({
	names,
	none,
	language,
}) => {
	if (names.length === 0) return <span class="muted">{none}</span>;
	const more = names.length - mostNames;
	return (
		<span>
			<span translate="no">{names.slice(0, mostNames).join(", ")}</span>
			{more > 0 && ` ${wordsIn(language).more(more)}`}
		</span>
	);
};

/** How many people a policy reaches. */
export const ReachText: FC<{ reach: Reach; language: Language }> = ({ reach, language }) => {
	const words = wordsIn(language).reach;
	return <>{reach.isWhole ? words.whole(reach.users) : words.part(reach.users, reach.members)}</>;
};

/** The same as a line of a question. */
export const ReachLine: FC<{ reach: Reach; language: Language }> = ({ reach, language }) => (
	<p>
		{wordsIn(language).reach.title}: <ReachText reach={reach} language={language} />
	</p>
);
