// Checks that an account's settings are what its driver wants, and that they name public servers only.
import * as z from "zod";
import type { Ctx } from "../../context";
import type { Driver } from "../../drivers/driver";
import { serverUrl } from "../../drivers/kit/servers";
import { invalidBecause } from "../../errors";
import { checkHookUrl } from "../../net/url-check";
import { check } from "../../web/validate";

type Values = Record<string, unknown>;

/**
 * Returns the settings as the driver's schemas read them. A null counts as left out, so that a form can clear a field.
 * Throws 400 E0000001 with the field's name, such as `config.from` or `secrets.authToken`. No cause repeats a value.
 */
export function checkSettings(ctx: Ctx, driver: Driver, given: { config: Values; secrets: Values }) {
	// Strict, because an optional field with a slip in its name would otherwise be dropped without a word.
	const settings = check(z.object({ config: driver.config.strict(), secrets: driver.secrets.strict() }), {
		config: withoutNulls(given.config),
		secrets: withoutNulls(given.secrets),
	});
	demandPublicServers(ctx, "config", driver.config, settings.config);
	demandPublicServers(ctx, "secrets", driver.secrets, settings.secrets);
	return settings;
}

/** Checks the fields of `publicUrl` and `publicHost`, whatever their names. Drivers check them before each call. */
function demandPublicServers(ctx: Ctx, part: "config" | "secrets", { shape }: z.ZodObject, values: Values): void {
	for (const [name, value] of Object.entries(values)) {
		const url = serverUrl(shape[name], value);
		if (url === null) continue;
		const verdict = checkHookUrl(url, { allowLoopback: ctx.env.isDevelopment });
		if (!verdict.ok) throw invalidBecause(`${part}.${name}`, verdict.cause);
	}
}

const withoutNulls = (values: Values): Values =>
	Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
