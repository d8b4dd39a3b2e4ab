// One inbound source: what to enter in the other system, how its messages are sent, and its last requests.
import * as z from "zod";
import { hasRole } from "../../context";
import { listRequests } from "../../inbound/requests";
import { changeSource, getSource, oktaReceiverId } from "../../inbound/service";
import { toInboundSourceView } from "../../inbound/view";
import { SmsTemplateListQuery } from "../../messages/templates/schema";
import { listSmsTemplates } from "../../messages/templates/service";
import { Form } from "../../ui/form";
import { endOnce, readOnce } from "../../web/once";
import { action, page } from "../../web/page";
import { administrators } from "../../web/router";
import { ShownOnce } from "../copyable";
import { done } from "../flash";
import { consolePage, MainButton } from "../frame";
import { present } from "../input";
import { overseers } from "../menu";
import { paths, signInFor } from "../paths";
import { Connection, Removal, Requests, Settings } from "./cards";
import { ofEvents, sourcePath, wordsIn } from "./parts";

const mostRequests = 20;

export const sourcePage = page({
	path: `${paths.inbound}/{sourceId}`,
	access: overseers,
	signIn: signInFor,
	headers: ({ request }) => endOnce(request),
	load: async (ctx, { params, request, session }) => {
		const row = await getSource(ctx, params.sourceId);
		const { id, smsTemplateId } = row;
		const own = present(session);
		const [requests, templates, secret, eventSecret] = await Promise.all([
			listRequests(ctx, row, mostRequests),
			listSmsTemplates(ctx, SmsTemplateListQuery.parse({})),
			readOnce(ctx, own, id, request),
			readOnce(ctx, own, ofEvents(id), request),
		]);
		return {
			actor: ctx.actor,
			now: ctx.now(),
			mayChange: hasRole(ctx.actor, administrators),
			isFirst: id === oktaReceiverId,
			source: toInboundSourceView(ctx, row),
			requests,
			templateName: templates.items.find((template) => template.id === smsTemplateId)?.name ?? smsTemplateId,
			secret,
			eventSecret,
		};
	},
	view: (state, shown) => {
		const { actor, source, mayChange, secret, eventSecret } = shown;
		const { language } = state.frame;
		const words = wordsIn(language);
		const link = (step: string, text: string) => (
			<a class="button" href={sourcePath(source.id, step)}>
				{text}
			</a>
		);
		return consolePage(state, {
			title: source.name,
			actor,
			scripts: ["copy.js"],
			tools: mayChange && (
				<>
					{link("edit", words.edit)}
					{source.enabled && link("switch-off", words.switchOff)}
					{!source.enabled && (
						<Form state={state.form} action="switch-on" language={language}>
							<MainButton>{words.switchOn}</MainButton>
						</Form>
					)}
				</>
			),
			children: (
				<>
					{[secret, eventSecret].map(
						(once, index) =>
							once !== null && (
								<ShownOnce
									title={index === 0 ? words.shownOnce : words.shownOnceEvents}
									secret={once}
									language={language}
								>
									<p>{words.keep}</p>
								</ShownOnce>
							),
					)}
					<Connection state={state} {...shown} />
					<Settings state={state} {...shown} />
					<Requests state={state} {...shown} />
					{mayChange && <Removal state={state} {...shown} />}
				</>
			),
		});
	},
	actions: {
		"switch-on": action({
			access: administrators,
			fields: z.object({}),
			run: async (ctx, _values, { params }) => {
				const { id, name } = await changeSource(ctx, params.sourceId!, { enabled: true });
				return done(sourcePath(id), "inbound.on", name);
			},
		}),
	},
});
