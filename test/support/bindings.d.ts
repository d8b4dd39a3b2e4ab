// The type of `env` of cloudflare:test in this suite.
declare namespace Cloudflare {
	interface Env {
		DB: D1Database;
		GUARD: DurableObjectNamespace<import("../../src/guard/object").Guard>;
		METER: DurableObjectNamespace<import("../../src/meter/object").Meter>;
		IMPORTS: DurableObjectNamespace<import("../../src/imports/job/object").ImportJob>;
		TRANSACTIONS: DurableObjectNamespace<import("../../src/transactions/object").Transaction>;
		SMPP: DurableObjectNamespace<import("../../src/drivers/smpp/session").SmppSession>;
		RECEIPT_QUEUE: Queue<import("../../src/drivers/smpp/account").ReceiptBatch>;
		LOG_QUEUE: Queue<unknown>;
		FAILOVER_QUEUE: Queue<unknown>;
		MIGRATIONS: import("cloudflare:test").D1Migration[];
		ENVIRONMENT: string;
		PUBLIC_ORIGIN: string;
		SEAL_KEYS: string;
		LOOKUP_KEY: string;
	}
}
