// The questions before a step that the people of a source would notice: off, deleted, another secret.
import { isProven } from "../../administrators/sessions";
import type { Ctx } from "../../context";
import { changeSource, deleteSource, getSource, newSourceSecret } from "../../inbound/service";
import { writeOnce } from "../../web/once";
import type { ActionInput } from "../../web/page";
import { administrators } from "../../web/router";
import { proveFirst } from "../confirm";
import { done } from "../flash";
import { present } from "../input";
import { paths } from "../paths";
import { question } from "../question";
import { ofEvents, sourcePath, wordsIn } from "./parts";

const switchOffPage = question({
	path: `${paths.inbound}/{sourceId}/switch-off`,
	access: administrators,
	load: (ctx, { params }) => getSource(ctx, params.sourceId),
	ask: ({ id, name }, { frame }) => {
		const { switchingOff: words, switchOff } = wordsIn(frame.language);
		return {
			title: words.title(name),
			of: { href: sourcePath(id), text: name },
			button: switchOff,
			text: <p>{words.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await changeSource(ctx, params.sourceId!, { enabled: false });
		return done(sourcePath(id), "inbound.off", name);
	},
});

const deleteSourcePage = question({
	path: `${paths.inbound}/{sourceId}/delete`,
	access: administrators,
	load: (ctx, { params }) => getSource(ctx, params.sourceId),
	ask: ({ id, name }, { frame }) => {
		const { deletion: words, remove } = wordsIn(frame.language);
		return {
			title: words.title(name),
			of: { href: sourcePath(id), text: name },
			button: remove,
			text: <p>{words.text}</p>,
		};
	},
	take: async (ctx, { params }) => {
		const { id, name } = await getSource(ctx, params.sourceId!);
		await deleteSource(ctx, id);
		return done(paths.inbound, "inbound.deleted", name);
	},
});

const secretPage = question({
	path: `${paths.inbound}/{sourceId}/secret`,
	access: administrators,
	load: (ctx, { params: { sourceId }, session }) => {
		proveFirst(isProven(ctx, present(session)), sourcePath(sourceId, "secret"));
		return getSource(ctx, sourceId);
	},
	ask: ({ id, name, secretHash }, { frame }) => {
		const { secretPage: words, newSecret, firstSecret } = wordsIn(frame.language);
		return {
			title: words.title(name),
			of: { href: sourcePath(id), text: name },
			button: secretHash === null ? firstSecret : newSecret,
			text: (
				<>
					{secretHash !== null && <p>{words.text}</p>}
					<p>{words.first}</p>
				</>
			),
		};
	},
	take: (ctx, input) => giveSecret(ctx, input, "secret"),
});

const eventSecretPage = question({
	path: `${paths.inbound}/{sourceId}/event-secret`,
	access: administrators,
	load: (ctx, { params: { sourceId }, session }) => {
		proveFirst(isProven(ctx, present(session)), sourcePath(sourceId, "event-secret"));
		return getSource(ctx, sourceId);
	},
	ask: ({ id, name, eventSecretHash }, { frame }) => {
		const { eventSecretPage: words, newSecret, firstSecret } = wordsIn(frame.language);
		return {
			title: words.title(name),
			of: { href: sourcePath(id), text: name },
			button: eventSecretHash === null ? firstSecret : newSecret,
			text: <p>{words.text}</p>,
		};
	},
	take: (ctx, input) => giveSecret(ctx, input, "eventSecret"),
});

/** Makes a secret, which the source's page shows once. */
async function giveSecret(ctx: Ctx, { params, session }: ActionInput, which: "secret" | "eventSecret") {
	const own = present(session);
	const sourceId = params.sourceId!;
	proveFirst(isProven(ctx, own), sourcePath(sourceId));
	const secret = newSourceSecret();
	const { id, name } = await changeSource(ctx, sourceId, { [which]: secret });
	const about = which === "secret" ? id : ofEvents(id);
	return done(sourcePath(id), "inbound.secret", name, [await writeOnce(ctx, own, about, secret)]);
}

export const sourceStepPages = [switchOffPage, deleteSourcePage, secretPage, eventSecretPage];
