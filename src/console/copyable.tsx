// Texts to copy: an id in a line, and a secret that is shown this once.
import type { Child, FC } from "hono/jsx";
import type { Language } from "../languages";
import { CopyButton } from "../ui/parts";

export const CopyableId: FC<{ id: string; language: Language }> = ({ id, language }) => (
	<span class="copyable id-line">
		<code class="copy-source" translate="no">
			{id}
		</code>
		<CopyButton language={language} />
	</span>
);

interface ShownOnceProps {
	title: string;
	secret: string;
	language: Language;
	/** What to do with it, and until when. */
	children?: Child;
}

export const ShownOnce: FC<ShownOnceProps> = ({ title, secret, language, children }) => (
	<section class="notice notice-warning stack-tight" aria-labelledby="shown-once">
		<h2 id="shown-once">{title}</h2>
		<div class="copyable stack-tight">
			<code class="secret copy-source" translate="no">
				{secret}
			</code>
			<CopyButton language={language} />
		</div>
		{children}
	</section>
);
