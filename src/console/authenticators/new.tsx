// Adding an authenticator: the settings with the window explained in seconds, then the question whether all is right.
import type { FC } from "hono/jsx";
import * as z from "zod";
import { AuthenticatorInput } from "../../authenticators/schema";
import { createAuthenticator } from "../../authenticators/service";
import { Facts, Notice } from "../../ui/card";
import { optionsOf, SelectField } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { atFields, lastPart } from "../../web/at-fields";
import { action, Finding, type PageState, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, FormEnd } from "../frame";
import { authenticatorAt, paths, signInFor } from "../paths";
import { settingsFacts, wordsIn } from "./parts";

const text = z.string().max(300).default("");

/** As they are typed. The fields of the other protocol come along, and don't count. */
const Typed = z.object({
	name: text,
	protocol: z.enum(["TOTP", "HOTP"]),
	algorithm: text,
	encoding: text,
	passCodeLength: text,
	timeIntervalInSeconds: text,
	acceptableAdjacentIntervals: text,
	lookAhead: text,
});

/** Japanese keyboards type full-width digits. */
const toNumber = (typed: string): number | string => {
	const plain = typed.normalize("NFKC").trim();
	return /^\d+$/.test(plain) ? Number(plain) : plain;
};

const readInput = ({ name, protocol, algorithm, encoding, ...typed }: z.infer<typeof Typed>) =>
	atFields(lastPart, () =>
		check(AuthenticatorInput, {
			key: "custom_otp",
			name,
			settings: {
				protocol,
				algorithm,
				encoding,
				passCodeLength: toNumber(typed.passCodeLength),
				...(protocol === "TOTP"
					? {
							timeIntervalInSeconds: toNumber(typed.timeIntervalInSeconds),
							acceptableAdjacentIntervals: toNumber(typed.acceptableAdjacentIntervals),
						}
					: { lookAhead: toNumber(typed.lookAhead) }),
			},
		}),
	);

class Review extends Finding {
	readonly input: AuthenticatorInput;

	constructor(input: AuthenticatorInput) {
		super();
		this.input = input;
	}
}

/** Back from the review to the form, with what was typed. */
class Changing extends Finding {}

export const newAuthenticatorPage = page({
	path: `${paths.authenticators}/new`,
	access: administrators,
	signIn: signInFor,
	load: ({ actor }) => ({ actor }),
	view: (state, { actor }) => {
		const words = wordsIn(state.frame.language).create;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			scripts: ["window.js"],
			children:
				state.finding instanceof Review ? (
					<ReviewForm state={state} input={state.finding.input} />
				) : (
					<SettingsForm state={state} />
				),
		});
	},
	actions: {
		review: action({ fields: Typed, run: async (_ctx, typed) => new Review(await readInput(typed)) }),
		change: action({ fields: Typed, run: async () => new Changing() }),
		create: action({
			fields: Typed,
			run: async (ctx, typed) => {
				const input = await readInput(typed);
				const { id, name } = await createAuthenticator(ctx, input, { activate: true });
				return done(authenticatorAt(id), "authenticators.created", name);
			},
		}),
	},
});

/** What the form offers first: a step that most tokens have, and a tolerance of a minute and a half. */
const usual = { step: 30, interval: 3 };

const SettingsForm: FC<{ state: PageState }> = ({ state }) => {
	const { language } = state.frame;
	const { create: words, ...all } = wordsIn(language);
	// What the review's own forms were refused stands at the same fields.
	const form = { ...state.form, action: "review" };
	return (
		<Form state={form} action="review" language={language} class="fields">
			<Field state={form} name="name" label={all.name} hint={words.nameHint} maxlength={255} autofocus />
			<SelectField
				state={form}
				name="protocol"
				label={words.protocol}
				options={optionsOf(words.protocolOptions)}
				value="TOTP"
			/>
			<SelectField
				state={form}
				name="algorithm"
				label={words.algorithm}
				options={optionsOf({ HMacSHA1: "SHA-1", HMacSHA256: "SHA-256", HMacSHA512: "SHA-512" })}
				value="HMacSHA1"
			/>
			<SelectField
				state={form}
				name="encoding"
				label={words.encoding}
				options={optionsOf(words.encodings)}
				value="base32"
			/>
			<SelectField
				state={form}
				name="passCodeLength"
				label={words.passCodeLength}
				options={optionsOf({ "6": all.digits(6), "8": all.digits(8), "10": all.digits(10) })}
				value="6"
			/>
			<fieldset class="fields" data-when="TOTP">
				<legend>{words.ofTime}</legend>
				<Field
					state={form}
					name="timeIntervalInSeconds"
					label={words.timeIntervalInSeconds}
					hint={words.stepHint}
					value={String(usual.step)}
					inputmode="numeric"
					maxlength={3}
				/>
				<Field
					state={form}
					name="acceptableAdjacentIntervals"
					label={words.acceptableAdjacentIntervals}
					hint={words.driftHint}
					value={String(usual.interval)}
					inputmode="numeric"
					maxlength={2}
				/>
				<p>
					{words.explained}:{" "}
					<output
						data-window={all.window("{step}", "{interval}", "{seconds}")}
						data-window-of-one={all.windowOfOne("{step}")}
					>
						{all.window(usual.step, usual.interval, usual.step * usual.interval)}
					</output>
				</p>
			</fieldset>
			<fieldset class="fields" data-when="HOTP">
				<legend>{words.ofEvents}</legend>
				<Field
					state={form}
					name="lookAhead"
					label={words.lookAhead}
					hint={words.lookAheadHint}
					value="10"
					inputmode="numeric"
					maxlength={2}
				/>
			</fieldset>
			<FormEnd state={state} back={paths.authenticators}>
				{words.review}
			</FormEnd>
		</Form>
	);
};

const ReviewForm: FC<{ state: PageState; input: AuthenticatorInput }> = ({ state, input }) => {
	const { language } = state.frame;
	const { create: words, ...all } = wordsIn(language);
	const fields = Object.entries(state.form.values).map(([name, value]) => (
		<input type="hidden" name={name} value={value} />
	));
	const button = (name: string, text: string, isMain: boolean) => (
		<Form state={state.form} action={name} language={language}>
			{fields}
			<button type="submit" class={isMain ? "button button-main" : "button"}>
				{text}
			</button>
		</Form>
	);
	return (
		<section class="section-card" aria-labelledby="review">
			<h2 id="review">{words.reviewTitle}</h2>
			<Facts
				facts={[
					[all.name, <span translate="no">{input.name}</span>],
					...(input.settings ? settingsFacts(input.settings, wordsIn(language)) : []),
				]}
			/>
			<Notice tone="warning">{words.reviewLead}</Notice>
			<div class="form-end">
				{button("create", words.button, true)}
				{button("change", words.change, false)}
			</div>
		</section>
	);
};
