// The cards of a person's page about factors: what is enrolled, and checking a code that the person reads out.
import type { FC } from "hono/jsx";
import { Card } from "../../ui/card";
import { SelectField } from "../../ui/choices";
import { Field, Form, stateOf } from "../../ui/form";
import { Time } from "../../ui/time";
import { consoleWords, MainButton } from "../frame";
import { userAt } from "../paths";
import { FactorBadge, factorTitle, isSentKind, isToken } from "./factor-title";
import type { CardProps } from "./person-data";

const kinds = ["token", "app", "phone", "email"] as const;

export const Factors: FC<CardProps> = ({ state, person }) => {
	const all = consoleWords[state.frame.language];
	const words = all.person;
	const { user, factors, now, mayHelp, mayAdminister } = person;
	const isOver = user.status === "DEPROVISIONED";
	return (
		<Card id="factors" title={words.factors} lead={words.factorsLead}>
			{factors.length === 0 && <p class="muted">{words.noFactors}</p>}
			<ul class="rows">
				{factors.map((factor) => {
					const title = factorTitle(all, factor);
					return (
						<li>
							<div class="row-main">
								<strong translate="no">{title}</strong> <FactorBadge state={state} factor={factor} />
								<p>
									{words.enrolled} <Time at={factor.createdAt} now={now} frame={state.frame} />
								</p>
							</div>
							{mayHelp && !isOver && (
								<div class="tools">
									{isSentKind(factor) && (
										<Form state={stateOf(state.form, "send")} action="send" language={state.frame.language}>
											<input type="hidden" name="factorId" value={factor.id} />
											<button type="submit" class="button" aria-label={words.sendTo(title)}>
												{words.send}
											</button>
										</Form>
									)}
									{isToken(factor) && (
										<a
											class="button"
											href={userAt(user.id, `factors/${factor.id}`)}
											aria-label={`${factor.status === "ACTIVE" ? words.resync : words.setUp}: ${title}`}
										>
											{factor.status === "ACTIVE" ? words.resync : words.setUp}
										</a>
									)}
									<a
										class="button"
										href={userAt(user.id, `factors/${factor.id}/remove`)}
										aria-label={`${words.remove}: ${title}`}
									>
										{words.remove}
									</a>
								</div>
							)}
						</li>
					);
				})}
			</ul>
			<SendErrors state={state} />
			{(mayAdminister && !isOver) || (mayHelp && factors.length > 0) ? (
				<div class="card-end">
					{mayAdminister && !isOver && (
						<>
							<span id="enroll-kinds">{words.enroll}</span>
							<ul class="tools bare" aria-labelledby="enroll-kinds">
								{kinds.map((kind) => (
									<li>
										<a class="button" href={userAt(user.id, `enroll/${kind}`)}>
											{words.enrollKinds[kind]}
										</a>
									</li>
								))}
							</ul>
						</>
					)}
					{mayHelp && factors.length > 0 && (
						<a class="button button-danger" href={userAt(user.id, "reset-factors")}>
							{words.reset}
						</a>
					)}
				</div>
			) : null}
		</Card>
	);
};

/** Each factor has a form to send a code, so a refusal is told once, below them all. */
const SendErrors: FC<Pick<CardProps, "state">> = ({ state: { form } }) =>
	form.action === "send" ? (
		<div class="error-summary" role="alert">
			{form.errors.map(({ text }) => (
				<p>{text}</p>
			))}
		</div>
	) : null;

export const CheckCode: FC<CardProps> = ({ state, person: { user, factors, mayHelp } }) => {
	const { language } = state.frame;
	const all = consoleWords[language];
	const words = all.person;
	const form = stateOf(state.form, "check");
	const coded = factors.filter(({ factorType }) => factorType !== "question");
	if (!mayHelp || coded.length === 0 || user.status === "DEPROVISIONED") return null;
	return (
		<Card id="check" title={words.check} lead={words.checkLead}>
			<Form state={form} action="check" language={language} class="form-row">
				<SelectField
					state={form}
					name="factorId"
					label={words.factor}
					options={coded.map((factor) => ({ value: factor.id, text: factorTitle(all, factor) }))}
				/>
				<Field
					state={{ ...form, values: {} }}
					name="passCode"
					label={words.code}
					inputmode="numeric"
					autocomplete="off"
					maxlength={64}
				/>
				<MainButton>{words.checkNow}</MainButton>
			</Form>
		</Card>
	);
};
