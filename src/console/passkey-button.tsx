// The button that asks the browser for a passkey. `passkey.js` brings it to life, and sends the form that it stands in.
import type { FC } from "hono/jsx";
import type { PageState } from "../web/page";
import { consoleWords } from "./frame";

interface PasskeyButtonProps {
	state: PageState;
	/** What the browser is asked, as JSON: to use a passkey, or to make one. */
	ask: { get: string } | { create: string };
	/** The page is for this button. */
	isMain?: boolean;
}

/** The form's field is `passkey`. */
export const PasskeyButton: FC<PasskeyButtonProps> = ({ state, ask, isMain }) => {
	const words = consoleWords[state.frame.language].passkey;
	const data = "get" in ask ? { "data-get": ask.get } : { "data-create": ask.create };
	return (
		<div class="stack-tight" id="field-passkey">
			<input type="hidden" name="passkey" value="" />
			<button
				type="button"
				class={isMain ? "button button-main passkey" : "button passkey"}
				data-failed={words.failed}
				data-unsupported={words.unsupported}
				hidden
				{...data}
			>
				{"get" in ask ? words.use : words.make}
			</button>
			<p class="passkey-note field-error" role="status" />
			<noscript>
				<p class="muted">{words.needsScript}</p>
			</noscript>
		</div>
	);
};
