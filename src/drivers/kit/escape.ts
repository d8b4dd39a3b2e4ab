// Text for a place in a document or a message whose format gives some characters a meaning. PURE.

const entities: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&apos;",
};

/** For the inside of an XML element, or of an attribute in quotation marks: TwiML, SSML, SOAP. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? "");

/** For a Slack message: Slack gives these three characters a meaning even in plain text. */
export const escapeSlack = (text: string): string => text.replace(/[&<>]/g, (character) => entities[character] ?? "");
