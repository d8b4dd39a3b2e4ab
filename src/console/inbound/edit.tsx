// Editing an inbound source: how its messages look, whether its outcomes count, and its own limits.
import * as z from "zod";
import type { Ctx } from "../../context";
import { InboundSourceReplacement } from "../../inbound/schema";
import { changeSource, getSource } from "../../inbound/service";
import { SmsTemplateListQuery } from "../../messages/templates/schema";
import { listSmsTemplates } from "../../messages/templates/service";
import { Card } from "../../ui/card";
import { SelectField, Switch } from "../../ui/choices";
import { Field, Form } from "../../ui/form";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, FormEnd } from "../frame";
import { isOn } from "../input";
import {
	AddressFields,
	AddressFieldset,
	addressIn,
	ChannelFields,
	FixedLines,
	fieldOfLimit,
	ListFields,
	NumberLists,
	numbersIn,
	TelephoneFields,
	telephoneIn,
} from "../limits/form";
import { paths, signInFor } from "../paths";
import { sourcePath, wordsIn } from "./parts";

const OfSource = InboundSourceReplacement.omit({ enabled: true, secret: true, eventSecret: true });

const text = z.string().max(1_024);

const Fields = z.object({
	name: text,
	headerName: text,
	eventHeaderName: text,
	smsTemplateId: text,
	sender: text,
	countsOutcomes: isOn,
	...TelephoneFields.shape,
	...AddressFields.shape,
	...ListFields.shape,
	fixedLines: text,
});

export const editSourcePage = page({
	path: `${paths.inbound}/{sourceId}/edit`,
	access: administrators,
	signIn: signInFor,
	load: async (ctx, { params }) => {
		const [source, templates] = await Promise.all([getSource(ctx, params.sourceId), listTemplates(ctx)]);
		return { actor: ctx.actor, source, templates };
	},
	view: (state, { actor, source, templates }) => {
		const { form, frame } = state;
		const words = wordsIn(frame.language);
		const hints = words.form;
		const limits = { form, language: frame.language, limits: source.limits };
		return consolePage(state, {
			title: hints.editTitle(source.name),
			actor,
			crumbs: [{ href: sourcePath(source.id), text: source.name }],
			children: (
				<Form state={form} action="save" language={frame.language} class="stack">
					<div class="fields">
						<Field
							state={form}
							name="name"
							label={words.name}
							hint={words.nameHint}
							value={source.name}
							maxlength={255}
						/>
						<Field
							state={form}
							name="headerName"
							label={hints.header}
							hint={hints.headerHint}
							value={source.headerName}
							maxlength={128}
						/>
						<Field
							state={form}
							name="eventHeaderName"
							label={hints.eventHeader}
							value={source.eventHeaderName}
							maxlength={128}
						/>
						<SelectField
							state={form}
							name="smsTemplateId"
							label={words.template}
							hint={hints.templateHint}
							value={source.smsTemplateId}
							options={[
								{ value: "", text: words.ownText },
								...templates.map(({ id, name }) => ({ value: id, text: name, isName: true })),
							]}
						/>
						<Field
							state={form}
							name="sender"
							label={words.sender}
							hint={hints.senderHint}
							value={source.sender ?? ""}
							autocomplete="off"
							maxlength={16}
						/>
						<Switch
							state={form}
							name="countsOutcomes"
							label={hints.counts}
							hint={hints.countsHint}
							isOn={source.countsOutcomes}
						/>
					</div>
					<Card id="limits" title={hints.limits} lead={hints.limitsHint}>
						<div class="stack">
							<ChannelFields {...limits} channel="telephone" />
							<AddressFieldset {...limits} />
							<FixedLines {...limits} none={hints.asAll} />
							<NumberLists {...limits} />
						</div>
					</Card>
					<FormEnd state={state} back={sourcePath(source.id)}>
						{hints.save}
					</FormEnd>
				</Form>
			),
		});
	},
	actions: {
		save: action({
			fields: Fields,
			run: async (ctx, typed, { params }) => {
				const { limits: before } = await getSource(ctx, params.sourceId!);
				const input = {
					name: typed.name,
					headerName: typed.headerName.trim(),
					eventHeaderName: typed.eventHeaderName.trim(),
					smsTemplateId: typed.smsTemplateId || null,
					sender: typed.sender.trim() || null,
					countsOutcomes: typed.countsOutcomes,
					// Limits of mails have no field here, and stay.
					limits: { ...(before.mail && { mail: before.mail }), ...ownLimitsIn(typed) },
				};
				const { id, name } = await atFields(fieldOf, () => changeSource(ctx, params.sourceId!, check(OfSource, input)));
				return done(sourcePath(id), "inbound.saved", name);
			},
		}),
	},
});

/** What was left empty is as for all senders. */
function ownLimitsIn(typed: z.infer<typeof Fields>) {
	const limits = {
		telephone: telephoneIn(TelephoneFields.parse(typed)),
		address: addressIn(AddressFields.parse(typed)) ?? undefined,
		fixedLines: typed.fixedLines || undefined,
		blockedNumbers: numbersIn(typed.blockedNumbers),
		allowedNumbers: numbersIn(typed.allowedNumbers),
	};
	return Object.fromEntries(
		Object.entries(limits).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
	);
}

/** "limits.address.daily" is the field "address.daily". */
const fieldOf = (place: string) => fieldOfLimit(place.replace(/^limits\./, ""));

const listTemplates = async (ctx: Ctx) => (await listSmsTemplates(ctx, SmsTemplateListQuery.parse({}))).items;
