// Checks an account's settings: they must fit the driver, and lead to no forbidden address.
import * as z from "zod";
import type { Ctx } from "../../context";
import type { Driver } from "../../drivers/driver";
import { invalid } from "../../errors";
import { checkHookUrl } from "../../net/url-check";
import { check } from "../../web/validate";

type Values = Record<string, unknown>;

/**
 * The fields of drivers that say where a connection goes, each with its URL. Drivers check the URL again at every send.
 */
const urlOf: Readonly<Record<string, (value: unknown) => string>> = {
	url: String,
	endpoint: String,
	host: (host) => `https://${host}`,
};

/**
 * Returns the settings as the driver's schemas parse them. A null field counts as left out, so that a form can clear
 * it. Throws 400 E0000001 with the field's name, such as `config.from` or `secrets.authToken`. No cause repeats a
 * value.
 */
export function checkSettings(ctx: Ctx, driver: Driver, given: { config: Values; secrets: Values }) {
	// The schemas are strict. Otherwise a misspelt optional field would be dropped without a word.
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
