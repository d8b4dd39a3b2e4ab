// Every source that there is a file for. A new source is a word here. PURE.
import { okta } from "./okta";
import type { InboundSource } from "./source";

const sources = { okta } as const satisfies Record<string, InboundSource>;

type SourceType = keyof typeof sources;

export const sourceTypes = Object.keys(sources) as [SourceType];

export const allSources: readonly InboundSource[] = Object.values(sources);

/** Throws for a row of a newer version, which has sources that this version doesn't know. */
export function sourceOf(type: string): InboundSource {
	const source = allSources.find((one) => one.type === type);
	if (!source) throw new Error(`there is no source ${type}`);
	return source;
}
