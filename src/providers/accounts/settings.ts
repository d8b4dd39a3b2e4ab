// Whether the settings of an account are what its driver wants, and lead nowhere they shouldn't.
import * as z from "zod";
import type { Ctx } from "../../context";
import type { Driver } from "../../drivers/driver";
import { invalid } from "../../errors";
import { checkHookUrl } from "../../net/url-check";
import { check } from "../../web/validate";

type Values = Record<string, unknown>;

/** Fields of drivers that name where a connection goes, and the URL that stands for it. Drivers ask again at every send. */
const urlOf: Readonly<Record<string, (value: unknown) => string>> = {
	url: String,
	endpoint: String,
	host: (host) => `https://${host}`,
};

/**
 * The settings as the driver's schemas answer them. A field that is null counts as left out, so that a form can clear it.
 * Throws 400 E0000001 naming the field, as `config.from` or `secrets.authToken`; no cause repeats a value.
 */
export function checkSettings(ctx: Ctx, driver: Driver, given: { config: Values; secrets: Values }) {
	// Strict: an optional field with a slip in its name would otherwise be dropped without a word.
	const settings = check(z.object({ config: driver.config.strict(), secrets: driver.secrets.strict() }), {
		config: withoutNulls(given.config),
		secrets: withoutNulls(given.secrets),
	});
	for (const [field, value] of Object.entries(settings.config)) {
		const url = Object.hasOwn(urlOf, field) ? urlOf[field]?.(value) : undefined;
		const verdict = url === undefined ? { ok: true } : checkHookUrl(url, { allowLoopback: ctx.env.isDevelopment });
		if ("reason" in verdict) throw invalid(`config.${field}`, verdict.reason);
	}
	return settings;
}

const withoutNulls = (values: Values): Values =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
