// The form of a hook, for a new one and for one that is there. Its secret goes in, and never comes out.
import type { FC } from "hono/jsx";
import * as z from "zod";
import type { InlineHookRow } from "../../hooks/service";
import { TextArea } from "../../ui/choices";
import { Field, Form, PasswordField } from "../../ui/form";
import type { PageState } from "../../web/page";
import { FormEnd } from "../frame";
import { wordsIn } from "./parts";

const text = z.string().max(4_096).default("");

/** As they are typed. */
export const HookFields = z.object({
	name: text,
	uri: text,
	authKey: text,
	secret: text,
	headers: z.string().max(48_000).default(""),
	callWord: text,
});

/** What the verbs take, without type and version. */
export function hookInputOf({ name, uri, authKey, secret, headers, callWord }: z.infer<typeof HookFields>) {
	return {
		name,
		channel: {
			config: {
				uri: uri.trim(),
				headers: headersIn(headers),
				authScheme: { key: authKey.trim(), ...(secret === "" ? {} : { value: secret }) },
				callWord: callWord.trim() || null,
			},
		},
	};
}

/** "X-Team: otp" on each line. A line without a colon is a name without a value, which the schema judges. */
const headersIn = (typed: string) =>
	typed
		.split(/\r?\n/)
		.filter((line) => line.trim() !== "")
		.map((line) => {
			const [key = "", ...value] = line.split(":");
			return { key: key.trim(), value: value.join(":").trim() };
		});

const fieldsOfInput: Readonly<Record<string, string>> = {
	name: "name",
	"channel.config.uri": "uri",
	"channel.config.authScheme.key": "authKey",
	"channel.config.authScheme.value": "secret",
	"channel.config.callWord": "callWord",
};

/** The form's field for a path of the input. */
export const fieldOfInput = (path: string): string | null =>
	fieldsOfInput[path] ?? (path.startsWith("channel.config.headers") ? "headers" : null);

interface HookFormProps {
	state: PageState;
	/** Null for a new hook. */
	hook: InlineHookRow | null;
	/** Where somebody goes who changes their mind. */
	back: string;
}

export const HookForm: FC<HookFormProps> = ({ state, hook, back }) => {
	const { form } = state;
	const { language } = state.frame;
	const words = wordsIn(language);
	const hints = words.form;
	return (
		<Form state={form} action="save" language={language} class="fields">
			<Field
				state={form}
				name="name"
				label={words.name}
				hint={hints.nameHint}
				value={hook?.name ?? ""}
				maxlength={255}
				autofocus
			/>
			<Field
				state={form}
				name="uri"
				label={words.uri}
				hint={hints.uriHint}
				value={hook?.uri ?? "https://"}
				maxlength={1_024}
			/>
			<Field
				state={form}
				name="authKey"
				label={words.authKey}
				hint={hints.authKeyHint}
				value={hook?.authKey ?? "Authorization"}
				maxlength={128}
			/>
			<PasswordField
				state={form}
				name="secret"
				label={words.secret}
				hint={hook === null ? hints.secretHint : hints.secretKeptHint}
				autocomplete="off"
				maxlength={2_048}
				language={language}
			/>
			<TextArea
				state={form}
				name="headers"
				label={words.headers}
				hint={hints.headersHint}
				value={hook?.headers.map(({ key, value }) => `${key}: ${value}`).join("\n") ?? ""}
				rows={3}
				isCode
			/>
			<Field
				state={form}
				name="callWord"
				label={words.callWord}
				hint={hints.callWordHint}
				value={hook?.callWord ?? ""}
				maxlength={32}
			/>
			<FormEnd state={state} back={back}>
				{hook === null ? hints.add : hints.save}
			</FormEnd>
		</Form>
	);
};
