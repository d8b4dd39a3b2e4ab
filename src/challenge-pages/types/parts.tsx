// What the pages of challenge types share: their words and addresses, whether a type is on, and the names of fields.
import type { FC } from "hono/jsx";
import type { ConfiguredType } from "../../challenges/type";
import { consoleWords } from "../../console/frame";
import { paths } from "../../console/paths";
import { inScope } from "../../console/scope";
import type { Language } from "../../languages";
import { Badge } from "../../ui/parts";
import { fieldAt, plainText } from "../registration/parts";

export const wordsIn = (language: Language) => consoleWords[language].challengeTypes;

export const typeAt = (key: string, scope: string): string => inScope(`${paths.challengeTypes}/${key}`, scope);

export const TypeStatus: FC<{ type: ConfiguredType; language: Language }> = ({
	type: { processor, isAvailable, isEnabled },
	language,
}) => {
	const words = wordsIn(language).statuses;
	if (processor === null) return <Badge tone="danger">{words.PROCESSOR}</Badge>;
	if (!isAvailable) return <Badge>{words.UNAVAILABLE}</Badge>;
	return isEnabled ? <Badge tone="success">{words.ON}</Badge> : <Badge>{words.DISABLED}</Badge>;
};

interface FieldLinksProps {
	keys: readonly string[];
	/** Key → HTML of the label. */
	names: ReadonlyMap<string, string>;
	scope: string;
	none: string;
}

/** A key that no field has is shown as it is. */
export const FieldLinks: FC<FieldLinksProps> = ({ keys, names, scope, none }) => {
	if (keys.length === 0) return <span class="muted">{none}</span>;
	return (
		<span>
			{keys.map((key, index) => {
				const name = names.get(key);
				return (
					<>
						{index > 0 && " · "}
						{name === undefined ? (
							<code>{key}</code>
						) : (
							<a href={fieldAt(key, scope)} translate="no">
								{plainText(name)}
							</a>
						)}
					</>
				);
			})}
		</span>
	);
};
