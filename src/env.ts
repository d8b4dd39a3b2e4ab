// The Worker's configuration: bindings and secrets as the platform gives them, checked once per isolate.
import * as z from "zod";

/** What the platform binds (wrangler.toml, `wrangler secret`). */
export interface Bindings {
	DB: D1Database;
	GUARD: DurableObjectNamespace;
	METER: DurableObjectNamespace;
	IMPORTS: DurableObjectNamespace;
	TRANSACTIONS: DurableObjectNamespace;
	LOG_QUEUE: Queue<unknown>;
	FAILOVER_QUEUE: Queue<unknown>;
	SMPP: DurableObjectNamespace;
	RECEIPT_QUEUE: Queue<unknown>;
	EMAIL?: SendEmail;
	RATE_LIMIT_SMALL?: RateLimit;
	RATE_LIMIT_MEDIUM?: RateLimit;
	RATE_LIMIT_LARGE?: RateLimit;
	ENVIRONMENT?: string;
	PUBLIC_ORIGIN?: string;
	ORGANIZATION_NAME?: string;
	TOKEN_EXPORT?: string;
	SEAL_KEYS?: string;
	LOOKUP_KEY?: string;
	BOOTSTRAP_TOKEN_SHA256?: string;
	ACCESS_TEAM_DOMAIN?: string;
	ACCESS_AUDIENCE?: string;
}

const keyText = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64");

const Settings = z.object({
	ENVIRONMENT: z.enum(["production", "development"]).default("production"),
	PUBLIC_ORIGIN: z
		.url()
		.transform((text) => new URL(text))
		.refine((url) => url.href === `${url.origin}/`, "must be an origin, without a path")
		.transform((url) => url.origin),
	ORGANIZATION_NAME: z.string().trim().min(1).max(64).default("Tessera"),
	TOKEN_EXPORT: z.enum(["on", "off"]).default("off"),
	/** `id:key,id:key`. The first key seals, all keys open. */
	SEAL_KEYS: z
		.string()
		.transform((text) => text.split(",").map((entry) => entry.trim().split(":")))
		.pipe(z.array(z.tuple([z.string().regex(/^[a-z0-9-]{1,32}$/, "needs a key id"), keyText])).min(1)),
	LOOKUP_KEY: keyText,
	BOOTSTRAP_TOKEN_SHA256: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.optional(),
	ACCESS_TEAM_DOMAIN: z
		.string()
		.regex(/^[a-z0-9-]+\.cloudflareaccess\.com$/)
		.optional(),
	ACCESS_AUDIENCE: z
		.string()
		.regex(/^[0-9a-f]{64}$/)
		.optional(),
});

export interface Env {
	bindings: Bindings;
	isDevelopment: boolean;
	publicOrigin: string;
	/** Authenticator apps show it as the issuer, and messages as the sender. */
	organizationName: string;
	/** Whether administrators may export the secrets of tokens. */
	allowsTokenExport: boolean;
	/** Key id → base64 of 32 bytes. The first key seals. */
	sealKeys: ReadonlyMap<string, string>;
	lookupKey: string;
	bootstrapTokenHash: string | undefined;
	/** Cloudflare Access in front of the console; null: its headers aren't read. */
	access: { issuer: string; audience: string } | null;
}

const checked = new WeakMap<object, Env>();

/** Returns the checked configuration. Throws with the names of missing and malformed settings, never with a value. */
export function readEnv(bindings: Bindings): Env {
	const known = checked.get(bindings);
	if (known) return known;
	const missing = (
		["DB", "GUARD", "METER", "IMPORTS", "TRANSACTIONS", "LOG_QUEUE", "FAILOVER_QUEUE", "SMPP", "RECEIPT_QUEUE"] as const
	).filter((name) => !bindings[name]);
	const settings = Settings.safeParse(bindings);
	const { ACCESS_TEAM_DOMAIN: domain, ACCESS_AUDIENCE: audience } = settings.data ?? {};
	// With one of the two alone somebody believes that Access is on, and it isn't.
	const isHalf = (domain === undefined) !== (audience === undefined);
	if (missing.length > 0 || !settings.success || isHalf) {
		const wrong = settings.success ? [] : settings.error.issues.map((issue) => issue.path.join("."));
		if (isHalf) wrong.push("ACCESS_TEAM_DOMAIN", "ACCESS_AUDIENCE");
		throw new Error(`Tessera is not configured: check ${[...missing, ...new Set(wrong)].join(", ")}`);
	}
	const env: Env = {
		bindings,
		isDevelopment: settings.data.ENVIRONMENT === "development",
		publicOrigin: settings.data.PUBLIC_ORIGIN,
		organizationName: settings.data.ORGANIZATION_NAME,
		allowsTokenExport: settings.data.TOKEN_EXPORT === "on",
		sealKeys: new Map(settings.data.SEAL_KEYS),
		lookupKey: settings.data.LOOKUP_KEY,
		bootstrapTokenHash: settings.data.BOOTSTRAP_TOKEN_SHA256,
		access: domain === undefined || audience === undefined ? null : { issuer: `https://${domain}`, audience },
	};
	checked.set(bindings, env);
	return env;
}
