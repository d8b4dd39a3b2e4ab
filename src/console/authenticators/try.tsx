// Trying a code of a token: which step or counter it belongs to, or which other settings would explain it.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { getAuthenticator } from "../../authenticators/service";
import { type TriedCode, tryCode } from "../../factors/try-code";
import type { Fit } from "../../otp/diagnosis";
import { Facts, Notice } from "../../ui/card";
import { Field, Form, PasswordField } from "../../ui/form";
import { action, Finding, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { consolePage, MainButton } from "../frame";
import { code } from "../input";
import { authenticatorAt, paths, signInFor } from "../paths";
import { wordsIn } from "./parts";

class Trial extends Finding {
	readonly tried: TriedCode;

	constructor(tried: TriedCode) {
		super();
		this.tried = tried;
	}
}

const orNull = (max: number) =>
	z
		.string()
		.trim()
		.max(max)
		.default("")
		.transform((text) => (text === "" ? null : text));

export const tryAuthenticatorPage = page({
	path: `${paths.authenticators}/{authenticatorId}/try`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => ({ actor: ctx.actor, row: await getAuthenticator(ctx, params.authenticatorId) }),
	view: (state, { actor, row }) => {
		const words = wordsIn(state.frame.language).trial;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			crumbs: [{ href: authenticatorAt(row.id), text: row.name }],
			scripts: ["password.js"],
			children: (
				<>
					{state.finding instanceof Trial && <Result state={state} tried={state.finding.tried} />}
					<TrialForm state={state} />
				</>
			),
		});
	},
	actions: {
		try: action({
			fields: z.object({
				code: code.pipe(z.string().regex(/^\d{6,10}$/)),
				userId: orNull(100),
				secret: orNull(512),
			}),
			run: async (ctx, trial, { params }) => new Trial(await tryCode(ctx, params.authenticatorId!, trial)),
		}),
	},
});

const TrialForm: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const { form } = state;
	const words = wordsIn(language).trial;
	return (
		<Form state={form} action="try" language={language} class="fields">
			<Field
				state={form}
				name="code"
				label={words.code}
				inputmode="numeric"
				autocomplete="off"
				maxlength={20}
				autofocus
			/>
			<fieldset class="fields">
				<legend>{words.whose}</legend>
				<Field
					state={form}
					name="userId"
					label={words.userId}
					hint={words.userHint}
					autocomplete="off"
					maxlength={100}
				/>
				<PasswordField
					state={form}
					name="secret"
					label={words.secret}
					hint={words.secretHint}
					autocomplete="off"
					maxlength={512}
					language={language}
				/>
			</fieldset>
			<div class="form-end">
				<MainButton>{words.button}</MainButton>
			</div>
		</Form>
	);
};

const tones = { accepted: "success", used: "warning", outside: "warning" } as const;

const Result: FC<{ state: PageState; tried: TriedCode }> = ({ state, tried: { own, others, verdict } }) => {
	const words = wordsIn(state.frame.language).trial;
	if (own !== null && verdict !== null) {
		return (
			<Notice tone={tones[verdict]} isStatus>
				<p>{words[verdict]}</p>
				<p>{placeText(own, words)}</p>
			</Notice>
		);
	}
	if (others.length === 0) {
		return (
			<Notice tone="danger" isStatus>
				<p>{words.nothing}</p>
				<p>{words.nothingHint}</p>
			</Notice>
		);
	}
	return (
		<Notice tone="warning" isStatus>
			<p>{words.others}</p>
			{others.map((fit) => (
				<Facts facts={factsOf(fit, state)} />
			))}
			<p>{words.othersHint}</p>
		</Notice>
	);
};

type Words = ReturnType<typeof wordsIn>["trial"];

function placeText({ stepSeconds, counter, offset }: Fit, words: Words): string {
	if (stepSeconds === null) {
		const place =
			offset === 0 ? words.expected : offset > 0 ? words.pressesAhead(offset) : words.pressesBehind(-offset);
		return `${words.counter} ${counter}: ${place}`;
	}
	const seconds = Math.abs(offset) * stepSeconds;
	const place = offset === 0 ? words.now : offset > 0 ? words.ahead(seconds) : words.behind(seconds);
	return `${words.step} ${counter}: ${place}`;
}

function factsOf(fit: Fit, state: PageState): [string, string][] {
	const words = wordsIn(state.frame.language);
	const { stepSeconds } = fit;
	return [
		[words.create.protocol, words.create.protocolOptions[stepSeconds === null ? "HOTP" : "TOTP"]],
		...(stepSeconds === null
			? []
			: [[words.create.timeIntervalInSeconds, words.trial.seconds(stepSeconds)] as [string, string]]),
		[words.algorithm, fit.algorithm],
		[words.encoding, words.create.encodings[fit.encoding]],
		[words.passCodeLength, words.digits(fit.digits)],
		[words.trial.found, placeText(fit, words.trial)],
	];
}
