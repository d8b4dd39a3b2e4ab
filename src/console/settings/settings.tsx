// The settings of the organisation: what the configuration says, and how messages are sent.
import * as z from "zod";
import { hasRole } from "../../context";
import { DeliverySettings } from "../../delivery/settings/schema";
import { readDeliverySettings, replaceDeliverySettings } from "../../delivery/settings/service";
import { Card, Facts } from "../../ui/card";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { atFields } from "../at-fields";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { DeliveryFacts, DeliveryForm } from "./delivery";

export const settingsPage = page({
	path: paths.settings,
	access: overseers,
	signIn: signInFor,
	load: async (ctx) => {
		const { organizationName, publicOrigin, isDevelopment } = ctx.env;
		const organisation = { name: organizationName, origin: publicOrigin, isDevelopment };
		return { actor: ctx.actor, organisation, delivery: await readDeliverySettings(ctx) };
	},
	view: (state, { actor, organisation, delivery }) => {
		const words = consoleWords[state.frame.language].settings;
		return consolePage(state, {
			title: words.title,
			lead: words.lead,
			actor,
			children: (
				<>
					<Card id="organisation" title={words.organisation} lead={words.organisationLead}>
						<Facts
							facts={[
								[words.name, <span translate="no">{organisation.name}</span>],
								[words.origin, <code>{organisation.origin}</code>],
								[words.environment, organisation.isDevelopment ? words.development : words.production],
							]}
						/>
					</Card>
					<Card id="delivery" title={words.delivery} lead={words.deliveryLead}>
						{hasRole(actor, administrators) ? (
							<DeliveryForm state={state} settings={delivery} />
						) : (
							<DeliveryFacts state={state} settings={delivery} />
						)}
					</Card>
				</>
			),
		});
	},
	actions: {
		delivery: action({
			access: administrators,
			fields: z.object({
				allowedCountries: z.string(),
				unknownNumbers: z.string(),
				whenHookFails: z.string(),
				confirmWithinSeconds: z.string().trim(),
				conversionMode: z.string(),
				originHost: z.string().trim(),
			}),
			run: async (ctx, { allowedCountries, confirmWithinSeconds, originHost, ...choices }) => {
				const countries = allowedCountries
					.toUpperCase()
					.split(/[\s,、]+/)
					.filter((code) => code !== "");
				await atFields(
					(place) => place.split(".", 1)[0]!,
					async () =>
						replaceDeliverySettings(
							ctx,
							check(DeliverySettings, {
								...choices,
								allowedCountries: countries.length === 0 ? null : [...new Set(countries)],
								confirmWithinSeconds:
									confirmWithinSeconds === "" ? null : Number(confirmWithinSeconds.normalize("NFKC")),
								originHost: originHost === "" ? null : originHost,
							}),
						),
				);
				return done(paths.settings, "settings.delivery");
			},
		}),
	},
});
