// Small parts of pages: labels for states, roles and HTTP methods, and panels with code to read and copy.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../languages";
import { uiWords } from "./frame";

export type Tone = "neutral" | "info" | "success" | "warning" | "danger";

export const Badge: FC<{ tone?: Tone; children?: Child }> = ({ tone = "neutral", children }) => (
	<span class={tone === "neutral" ? "badge" : `badge badge-${tone}`}>{children}</span>
);

const property = /^[\w-]+(\.[\w-]+){2,}$/;
const address = /([\w.+-]+@[\w.-]+)/;

/** A text whose names break where a reader expects it: mail addresses before the @, and properties behind a dot. */
export const Breakable: FC<{ text: string }> = ({ text }) =>
	property.test(text) ? (
		<Parts parts={text.split(/(?<=\.)/)} />
	) : (
		text.split(address).map((part) =>
			address.test(part) ? (
				<span translate="no">
					<Parts parts={part.split(/(?=@)/)} />
				</span>
			) : (
				part
			),
		)
	);

const Parts: FC<{ parts: readonly string[] }> = ({ parts }) =>
	parts.map((part, place) => (
		<>
			{place > 0 && <wbr />}
			{part}
		</>
	));

const shortMethods: Record<string, string> = { delete: "DEL" };

/** @param method lower case, as OpenAPI has it */
export const MethodBadge: FC<{ method: string; isShort?: boolean }> = ({ method, isShort }) => (
	<span class={`method method-${method}`}>{(isShort && shortMethods[method]) || method.toUpperCase()}</span>
);

/** Copies what stands in the `.copy-source` of the nearest `.copyable`. `copy.js` brings it to life. */
export const CopyButton: FC<{ language: Language }> = ({ language }) => (
	<button type="button" class="button copy" data-done={uiWords[language].copied} hidden>
		{uiWords[language].copy}
	</button>
);

/** Long lines scroll inside the panel, so the keyboard can reach it. */
export const CodePanel: FC<{ language: Language; title: string; code: string }> = ({ language, title, code }) => (
	<figure class="panel copyable">
		<figcaption>
			{title}
			<CopyButton language={language} />
		</figcaption>
		<pre tabindex={0}>
			<code class="copy-source">{colored(code)}</code>
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
