// The placeholders of an administrator's text: `${code}` and `${org.name}`.

const placeholder = /\$\{([^}]*)\}/g;

export const knownPlaceholders = ["code", "org.name"] as const;
type Placeholder = (typeof knownPlaceholders)[number];

export const placeholdersIn = (text: string): string[] => [...text.matchAll(placeholder)].map(([, name]) => name ?? "");

/** Where a text names something that can't be filled in. */
export const wrongStretches = (text: string): { start: number; end: number }[] =>
	[...text.matchAll(placeholder)]
		.filter(([, name]) => !knownPlaceholders.some((known) => known === name))
		.map(({ index, 0: written }) => ({ start: index, end: index + written.length }));

/** Fills all placeholders in one pass, so that a value that looks like a placeholder stays as it is. */
export const fillPlaceholders = (text: string, values: Readonly<Record<Placeholder, string>>): string =>
	text.replaceAll(placeholder, (written, name: string) =>
		Object.hasOwn(values, name) ? values[name as Placeholder] : written,
	);
