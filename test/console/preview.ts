// The document that a page of the console shows inside itself.

const written: Readonly<Record<string, string>> = {
	"&lt;": "<",
	"&gt;": ">",
	"&quot;": '"',
	"&#39;": "'",
	"&amp;": "&",
};

/** As the browser reads it out of the attribute. */
export function previewIn(html: string): string {
	const [, document = ""] = /<iframe[^>]* srcdoc="([^"]*)"/.exec(html) ?? [];
	return document.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => written[entity] ?? entity);
}

/** What a form sends beside its fields: it saves them, or asks for the preview. */
export const bothButtons: Record<string, string>[] = [{}, { do: "preview" }];
