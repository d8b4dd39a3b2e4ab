// The limits of messages: how many, to which numbers, to which countries; and how much they have kept back lately.
import * as z from "zod";
import { hasRole } from "../../context";
import { SendLimits } from "../../delivery/limits/schema";
import { changeSendLimits, readSendLimits } from "../../delivery/limits/service";
import { DeliverySettings } from "../../delivery/settings/schema";
import { changeDeliverySettings, readDeliverySettings } from "../../delivery/settings/service";
import { countSendRefusals } from "../../log/send-refusals";
import { atFields } from "../../web/at-fields";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Lately, Lists, Numbers, Places } from "./cards";
import {
	AddressFields,
	addressIn,
	fieldOfLimit,
	ListFields,
	MailFields,
	mailIn,
	numberIn,
	numbersIn,
	TelephoneFields,
	telephoneIn,
	wordsIn,
} from "./form";

const dayMs = 24 * 60 * 60 * 1000;

const OfNumbers = SendLimits.pick({ telephone: true, mail: true, address: true, ownProxies: true, fixedLines: true });
const OfLists = SendLimits.pick({ blockedNumbers: true, allowedNumbers: true });
const OfPlaces = DeliverySettings.pick({ allowedCountries: true, unknownNumbers: true, conversionMode: true });

export const limitsPage = page({
	path: paths.limits,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => {
		const [limits, settings, refused] = await Promise.all([
			readSendLimits(ctx),
			readDeliverySettings(ctx),
			countSendRefusals(ctx, ctx.now() - dayMs),
		]);
		return { actor: ctx.actor, limits, settings, refused, mayChange: hasRole(ctx.actor, administrators) };
	},
	view: (state, shown) => {
		const words = wordsIn(state.frame.language);
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor: shown.actor,
			tools: (
				<a class="button" href={`${paths.limits}/refused`}>
					{words.refusedLink}
				</a>
			),
			children: (
				<>
					<Lately state={state} {...shown} />
					<Numbers state={state} {...shown} />
					<Lists state={state} {...shown} />
					<Places state={state} {...shown} />
				</>
			),
		});
	},
	actions: {
		numbers: action({
			access: administrators,
			fields: z.object({
				...TelephoneFields.shape,
				...MailFields.shape,
				...AddressFields.shape,
				ownProxies: z.string().max(20),
				fixedLines: z.string().max(20),
			}),
			run: async (ctx, { ownProxies, fixedLines, ...typed }) => {
				const limits = check(OfNumbers, {
					telephone: telephoneIn(TelephoneFields.parse(typed)) ?? {},
					mail: mailIn(MailFields.parse(typed)),
					address: addressIn(AddressFields.parse(typed)),
					ownProxies: numberIn(ownProxies),
					fixedLines,
				});
				await changeSendLimits(ctx, limits);
				return done(paths.limits, "limits.numbers");
			},
		}),
		lists: action({
			access: administrators,
			fields: ListFields,
			run: async (ctx, { blockedNumbers, allowedNumbers }) => {
				const lists = { blockedNumbers: numbersIn(blockedNumbers), allowedNumbers: numbersIn(allowedNumbers) };
				await atFields(fieldOfLimit, () => changeSendLimits(ctx, check(OfLists, lists)));
				return done(paths.limits, "limits.lists");
			},
		}),
		places: action({
			access: administrators,
			fields: z.object({
				allowedCountries: z.string().max(2_000),
				unknownNumbers: z.string().max(20),
				conversionMode: z.string().max(20),
			}),
			run: async (ctx, { allowedCountries, ...choices }) => {
				const countries = allowedCountries.toUpperCase().match(/[^\s,、]+/g) ?? [];
				await atFields(
					(place) => place.split(".", 1)[0]!,
					() =>
						changeDeliverySettings(
							ctx,
							check(OfPlaces, {
								...choices,
								allowedCountries: countries.length === 0 ? null : [...new Set(countries)],
							}),
						),
				);
				return done(paths.limits, "limits.places");
			},
		}),
	},
});
