// The little Markdown that descriptions use: paragraphs, lists, `code`, **strong** and [links](/docs) within the site.
import type { Child, FC } from "hono/jsx";

/** @param lang the language of the text, where it isn't the language of the page */
export const Markdown: FC<{ text: string; lang?: string }> = ({ text, lang }) => (
	<>
		{text.split(/\n\s*\n/).map((block) => {
			const lines = block.trim().split("\n");
			if (!lines[0]!.startsWith("- ")) return <p lang={lang}>{inline(lines.join(" "))}</p>;
			const items = lines.join("\n").slice(2).split(/\n- /);
			return (
				<ul lang={lang}>
					{items.map((item) => (
						<li>{inline(item.replaceAll(/\s*\n\s*/g, " "))}</li>
					))}
				</ul>
			);
		})}
	</>
);

/** One line of Markdown, for places where no paragraph may stand. */
export const InlineMarkdown: FC<{ text: string }> = ({ text }) => <>{inline(text)}</>;

const markPattern = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([/#][^)\s]*)\)/g;

function inline(text: string): Child[] {
	const parts: Child[] = [];
	let end = 0;
	for (const match of text.matchAll(markPattern)) {
		const [whole, code, strong, linkText, href] = match;
		parts.push(text.slice(end, match.index));
		if (code !== undefined) parts.push(<code>{code}</code>);
		else if (strong !== undefined) parts.push(<strong>{strong}</strong>);
		else parts.push(<a href={href}>{linkText}</a>);
		end = match.index + whole.length;
	}
	parts.push(text.slice(end));
	return parts;
}
