// The values that test/support/servers.mjs provides to the tests.
import "vitest";

export interface Servers {
	/** Ports on 127.0.0.1. Their certificate names localhost. */
	smtp: Record<
		| "startTls"
		| "implicitTls"
		| "dropping"
		| "untrusted"
		| "untrustedStartTls"
		| "expired"
		| "misnamed"
		| "withoutTls"
		| "open"
		| "hasty"
		| "mute"
		| "vacant"
		| "scripted",
		number
	>;
	smpp: Record<"plain" | "tls" | "untrusted" | "mute", number>;
	/** Origin of the carriers; their paths are `/{name}/{behaviour}`. */
	carriers: string;
	/** Origin of the directories of contact data; their paths are `/{name}/{behaviour}`. */
	directories: string;
	/** Nothing listens here. */
	closedPort: number;
	/** Origin of the HTTP door that shows what the servers have received. */
	door: string;
}

declare module "vitest" {
	interface ProvidedContext {
		servers: Servers;
	}
}
