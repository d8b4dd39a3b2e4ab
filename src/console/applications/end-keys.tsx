// The questions before keys are believed no more: one that was uploaded, or all of ours.
import { getApplication } from "../../applications/service";
import { notFound } from "../../errors";
import { replaceSigningKeys } from "../../transactions/keys/service";
import { listUploadedKeys, removeUploadedKey } from "../../transactions/keys/uploaded";
import { administrators } from "../../web/router";
import { done } from "../flash";
import { consoleWords } from "../frame";
import { applicationAt } from "../paths";
import { question } from "../question";

const keysOf = (id: string) => applicationAt(id, "signing-keys");

export const removeSigningKeyPage = question({
	path: "/console/applications/{applicationId}/signing-keys/{kid}/remove",
	access: administrators,
	load: async (ctx, { params: { applicationId: id, kid } }) => {
		const keys = await listUploadedKeys(ctx, id);
		const key = keys.find((one) => one.kid === kid);
		if (!key) throw notFound("SigningKey", kid);
		const others = keys.filter((one) => one.kid !== kid && (one.state === "CURRENT" || one.state === "NEXT"));
		return { id, key, isLast: others.length === 0 };
	},
	ask: ({ id, key: { kid, state }, isLast }, { frame: { language } }) => {
		const { applications: words } = consoleWords[language];
		return {
			title: words.removeKeyTitle,
			of: { href: keysOf(id), text: words.keys },
			button: words.removeKey,
			text: (
				<>
					<p>{words.removeKeyLead}</p>
					<p>
						<code>{kid}</code>
					</p>
					<p>{isLast ? words.removeLast : words.removeSigns}</p>
				</>
			),
			instead: state === "REMOVED" && <p>{words.removedBefore}</p>,
		};
	},
	take: async (ctx, { params: { applicationId = "", kid = "" } }) => {
		await removeUploadedKey(ctx, applicationId, kid);
		return done(keysOf(applicationId), "applications.removed");
	},
});

export const replaceSigningKeysPage = question({
	path: "/console/applications/{applicationId}/signing-keys/replace",
	access: administrators,
	load: (ctx, { params: { applicationId: id } }) => getApplication(ctx, id),
	ask: ({ id }, { frame: { language } }) => {
		const words = consoleWords[language].applications;
		return {
			title: words.replaceTitle,
			of: { href: keysOf(id), text: words.keys },
			button: words.replaceButton,
			text: (
				<>
					<p>{words.replaceLead}</p>
					<p>{words.replaceSigned}</p>
				</>
			),
		};
	},
	take: async (ctx, { params: { applicationId = "" } }) => {
		await replaceSigningKeys(ctx);
		return done(keysOf(applicationId), "applications.replaced");
	},
});
