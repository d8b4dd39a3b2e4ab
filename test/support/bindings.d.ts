// What `env` of cloudflare:test holds in this suite.
declare namespace Cloudflare {
	interface Env {
		DB: D1Database;
		GUARD: DurableObjectNamespace<import("../../src/guard/object").Guard>;
		LOG_QUEUE: Queue<unknown>;
		MIGRATIONS: import("cloudflare:test").D1Migration[];
		ENVIRONMENT: string;
		PUBLIC_ORIGIN: string;
		SEAL_KEYS: string;
		LOOKUP_KEY: string;
	}
}
