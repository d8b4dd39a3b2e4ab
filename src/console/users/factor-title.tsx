// What people call factors and authenticators, and whether a factor counts.
import type { FC } from "hono/jsx";
import type { FactorSummary } from "../../factors/overview";
import { Badge } from "../../ui/parts";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import type { ConsoleWords } from "../words/en";

export function factorTitle({ person: { kinds } }: ConsoleWords, factor: FactorSummary): string {
	const { factorType, provider, name, maskedContact } = factor;
	switch (factorType) {
		case "token:hotp":
			return name;
		case "token:software:totp":
			return provider === "GOOGLE" ? kinds.GOOGLE : kinds.OKTA;
		case "question":
			return kinds.question;
		default:
			return kinds[factorType](maskedContact ?? "");
	}
}

/** The built-in authenticators have a name in every language. */
export function authenticatorTitle({ person }: ConsoleWords, { key, name }: { key: string; name: string }): string {
	const builtIn: Readonly<Record<string, string>> = person.authenticators;
	return builtIn[key] ?? name;
}

export const FactorBadge: FC<{ state: PageState; factor: FactorSummary }> = ({ state, factor }) => {
	const words = consoleWords[state.frame.language].person;
	if (factor.isSwitchedOff) return <Badge tone="danger">{words.switchedOff}</Badge>;
	return <Badge tone={factor.status === "ACTIVE" ? "success" : "warning"}>{words.factorStatuses[factor.status]}</Badge>;
};

/** Whether its codes are sent on demand. */
export const isSentKind = ({ maskedContact }: FactorSummary): boolean => maskedContact !== null;

/** Whether it makes codes that may run out of step. */
export const isToken = ({ factorType }: FactorSummary): boolean =>
	factorType === "token:hotp" || factorType === "token:software:totp";
