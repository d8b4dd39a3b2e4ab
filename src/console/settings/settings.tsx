// The settings of the organisation: what the configuration says, and how messages are sent.
import * as z from "zod";
import { hasRole } from "../../context";
import { DeliverySettings } from "../../delivery/settings/schema";
import { changeDeliverySettings, readDeliverySettings } from "../../delivery/settings/service";
import { Card, Facts } from "../../ui/card";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { check } from "../../web/validate";
import { done } from "../flash";
import { consolePage, consoleWords } from "../frame";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { DeliveryFacts, DeliveryForm } from "./delivery";

/** The others are limits, and have a page with those. */
const OfSends = DeliverySettings.pick({ whenHookFails: true, confirmWithinSeconds: true, originHost: true });

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
		const { settings: words, entries } = consoleWords[state.frame.language];
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
					<Card
						id="delivery"
						title={words.delivery}
						lead={words.deliveryLead}
						tools={
							<a class="button" href={paths.limits}>
								{entries.limits}
							</a>
						}
					>
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
				whenHookFails: z.string(),
				confirmWithinSeconds: z.string().trim(),
				originHost: z.string().trim(),
			}),
			run: async (ctx, { whenHookFails, confirmWithinSeconds: seconds, originHost }) => {
				const change = check(OfSends, {
					whenHookFails,
					confirmWithinSeconds: seconds === "" ? null : Number(seconds.normalize("NFKC")),
					originHost: originHost === "" ? null : originHost,
				});
				await changeDeliverySettings(ctx, change);
				return done(paths.settings, "settings.delivery");
			},
		}),
	},
});
