// The three steps by which an authenticator app is set up: the same at the first sign-in and in the account.
import type { FC } from "hono/jsx";
import { encode } from "uqr";
import type { Language } from "../languages";
import { Field, Form } from "../ui/form";
import { CopyButton } from "../ui/parts";
import type { PageState } from "../web/page";
import { consoleWords, MainButton } from "./frame";

export interface AppSetUp {
	uri: string;
	/** In base32, for whoever can't scan. */
	secret: string;
}

/** The form asks for the action `prove`. */
export const AppSteps: FC<{ state: PageState; setUp: AppSetUp }> = ({ state, setUp }) => {
	const { language } = state.frame;
	const words = consoleWords[language].appSteps;
	return (
		<ol class="steps">
			<li>{words.install}</li>
			<li>
				<p>{words.scan}</p>
				<AppKey setUp={setUp} language={language} />
			</li>
			<li>
				<p>{words.prove}</p>
				<Form state={state.form} action="prove" language={language} class="stack">
					<CodeField state={state} label={words.code} />
					<MainButton>{words.done}</MainButton>
				</Form>
			</li>
		</ol>
	);
};

/** The key of an app: as a picture, and in letters for whoever can't scan. */
export const AppKey: FC<{ setUp: AppSetUp; language: Language }> = ({ setUp, language }) => {
	const words = consoleWords[language].appSteps;
	return (
		<>
			<QrCode text={setUp.uri} label={words.qr} />
			<p class="muted">{words.byHand}</p>
			<div class="copyable stack-tight">
				<code class="secret copy-source">{setUp.secret.match(/.{1,4}/g)?.join(" ")}</code>
				<CopyButton language={language} />
			</div>
		</>
	);
};

/** It needs no request, so its address can't leak what is in it. */
const QrCode: FC<{ text: string; label: string }> = ({ text, label }) => {
	const { data: modules, size } = encode(text, { ecc: "M", border: 4 });
	const squares = modules.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
	return (
		<svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
			<path d={squares.join("")} />
		</svg>
	);
};

/** One text field: boxes for single digits break password managers and screen readers. */
export const CodeField: FC<{ state: PageState; label: string; autofocus?: boolean }> = ({
	state,
	label,
	autofocus,
}) => (
	<Field
		state={{ ...state.form, values: {} }}
		name="code"
		label={label}
		inputmode="numeric"
		autocomplete="one-time-code"
		maxlength={16}
		{...(autofocus ? { autofocus } : {})}
	/>
);
