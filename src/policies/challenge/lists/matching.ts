// Lists that conditions and results name: what is in them, and whether they have a value. PURE.
import type { Action, Alert } from "../checkpoints";
import { addressMatcher } from "./addresses";

/** What conditions compare with. */
const matchedKinds = ["COUNTRIES", "ADDRESSES", "ASNS", "USER_AGENTS", "DEVICES", "USERS"] as const;
/** What rules result in. */
export const listKinds = [...matchedKinds, "ACTION_GROUP", "ALERT_GROUP"] as const;
export type ListKind = (typeof listKinds)[number];

interface MatchedContent {
	kind: (typeof matchedKinds)[number];
	values: readonly string[];
}
export type ListContent =
	| MatchedContent
	| { kind: "ACTION_GROUP"; values: readonly Action[] }
	| { kind: "ALERT_GROUP"; values: readonly Alert[] };

interface Matcher {
	has(value: string): boolean;
}

/** List id → the list, ready to be asked. */
export interface Lists {
	get(id: string): Matcher;
}

const isMatched = (content: ListContent): content is MatchedContent =>
	matchedKinds.some((kind) => kind === content.kind);

function matcherOf({ kind, values }: MatchedContent): Matcher {
	if (kind === "ADDRESSES") return addressMatcher(values);
	if (kind === "USER_AGENTS") {
		const texts = values.map((value) => value.toLowerCase());
		return {
			has(agent) {
				const lower = agent.toLowerCase();
				return texts.some((text) => lower.includes(text));
			},
		};
	}
	return new Set(values);
}

/** One matcher for each list that is asked for, whatever the number of rules. */
export function listsOf(contents: ReadonlyMap<string, ListContent>): Lists {
	const matchers = new Map<string, Matcher>();
	return {
		get(id) {
			const known = matchers.get(id);
			if (known) return known;
			const content = contents.get(id);
			if (!content || !isMatched(content)) throw new Error(`there is no list ${id} to compare with`);
			const made = matcherOf(content);
			matchers.set(id, made);
			return made;
		},
	};
}
