// Code to read and copy: a dark panel with a title, JSON's keys, strings and literals in colors of their own.
import type { Child, FC } from "hono/jsx";

/** The panel scrolls by itself when lines are long, so it can be reached by keyboard. */
export const CodePanel: FC<{ title: string; code: string }> = ({ title, code }) => (
	<figure class="panel">
		<figcaption>{title}</figcaption>
		<pre tabindex={0}>
			<code>{colored(code)}</code>
		</pre>
	</figure>
);

const tokenPattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(?<![\w.:/-])(-?\d+(?:\.\d+)?|true|false|null)(?![\w.-])/g;

function colored(code: string): Child[] {
	const parts: Child[] = [];
	let end = 0;
	for (const match of code.matchAll(tokenPattern)) {
		const [whole, string, colon = "", literal] = match;
		parts.push(code.slice(end, match.index));
		if (literal !== undefined) parts.push(<span class="code-literal">{literal}</span>);
		else parts.push(<span class={colon === "" ? "code-string" : "code-key"}>{string}</span>, colon);
		end = match.index + whole.length;
	}
	parts.push(code.slice(end));
	return parts;
}
