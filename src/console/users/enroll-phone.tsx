// Enrolling a telephone for codes by SMS or call.
import * as z from "zod";
import { enrollFactor } from "../../factors/enroll";
import { EnrollQuery, FactorInput } from "../../factors/schema";
import { noSendHeaders } from "../../factors/send-headers";
import { maskDestination } from "../../phone/mask";
import { SelectField, Switch } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { getUserById } from "../../users/service";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords, FormEnd } from "../frame";
import { isOn } from "../input";
import { signInFor, userAt } from "../paths";

const kinds = ["sms", "call"] as const;

export const enrollPhonePage = page({
	path: "/console/users/{userId}/enroll/phone",
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const user = await getUserById(ctx, params.userId);
		return { actor: ctx.actor, user, onFile: user.mobilePhone && maskDestination(user.mobilePhone) };
	},
	view: (state, { actor, user, onFile }) => {
		const { form, frame } = state;
		const words = consoleWords[frame.language];
		const { phone, enroll } = words.enroll;
		return consolePage(state, {
			title: phone.title,
			lead: phone.lead,
			actor,
			crumbs: [{ href: userAt(user.id), text: user.displayName }],
			children: (
				<Form state={form} action="enroll" language={frame.language} class="fields">
					<SelectField
						state={form}
						name="kind"
						label={phone.kind}
						options={kinds.map((value) => ({ value, text: phone.kinds[value] }))}
					/>
					<Field
						state={form}
						name="phoneNumber"
						label={phone.number}
						hint={onFile ? phone.numberHint(onFile) : phone.numberHintNone}
						type="tel"
						autocomplete="off"
						maxlength={100}
					/>
					<Field
						state={form}
						name="phoneExtension"
						label={phone.extension}
						hint={phone.extensionHint}
						inputmode="tel"
						autocomplete="off"
						maxlength={15}
					/>
					<Switch state={form} name="activate" label={phone.activate} hint={phone.activateHint} />
					<FormEnd state={state} back={userAt(user.id)}>
						{enroll}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		enroll: action({
			fields: z.object({
				kind: z.enum(kinds),
				phoneNumber: z.string().trim().max(100),
				phoneExtension: z.string().trim().max(15),
				activate: isOn,
			}),
			run: async (ctx, { kind, phoneNumber, phoneExtension, activate }, { params }) => {
				const input = check(FactorInput, {
					factorType: kind,
					provider: "OKTA",
					profile: {
						...(phoneNumber === "" ? {} : { phoneNumber }),
						...(phoneExtension === "" ? {} : { phoneExtension }),
					},
				});
				await enrollFactor(ctx, params.userId!, input, { ...EnrollQuery.parse({}), activate }, noSendHeaders);
				return done(userAt(params.userId!), activate ? "users.enrolled" : "users.sent");
			},
		}),
	},
});
