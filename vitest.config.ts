import { defineConfig } from "vitest/config";
import { makeCertificates } from "./test/support/certificates.mjs";

// The servers in test/support/servers.mjs show these certificates. Miniflare reads NODE_EXTRA_CA_CERTS when it is loaded,
// so it is set before the import.
const { authorityPath, ...certificates } = await makeCertificates();
process.env.NODE_EXTRA_CA_CERTS = authorityPath;
process.env.TEST_CERTIFICATES = JSON.stringify(certificates);
const { cloudflareTest, readD1Migrations } = await import("@cloudflare/vitest-pool-workers");

const packages = [
	"aws4fetch",
	"drizzle-orm",
	"drizzle-orm/d1",
	"drizzle-orm/sqlite-core",
	"fast-check",
	"fast-png",
	"fast-xml-parser",
	"hono",
	"libphonenumber-js/max",
	"scim2-parse-filter",
	"uqr",
	"zod",
];

export default defineConfig({
	plugins: [
		cloudflareTest(async () => ({
			wrangler: { configPath: "./wrangler.toml" },
			miniflare: {
				cf: false,
				bindings: {
					MIGRATIONS: await readD1Migrations("./migrations"),
					ENVIRONMENT: "development",
					PUBLIC_ORIGIN: "https://otp.test",
					// Keys of the test suite alone: 32 bytes of 'A' and of 'B'.
					SEAL_KEYS: `test:${btoa("A".repeat(32))}`,
					LOOKUP_KEY: btoa("B".repeat(32)),
				},
			},
		})),
	],
	test: {
		include: ["test/**/*.test.ts"],
		exclude: ["test/e2e/**"],
		globalSetup: ["./test/support/servers.mjs"],
		setupFiles: ["./test/support/set-up.ts"],
		testTimeout: 30_000,
		maxWorkers: 2,
		// Every file loads the Worker anew, module by module: those of the packages are bundled once.
		deps: { optimizer: { ssr: { enabled: true, include: packages } } },
	},
});
