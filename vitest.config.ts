import { defineConfig } from "vitest/config";
import { makeCertificates } from "./test/support/certificates.mjs";

// The servers in test/support/servers.mjs show these certificates. Miniflare reads NODE_EXTRA_CA_CERTS when it is loaded,
// so it is set before the import.
// Each project below reads this file again, and all of them trust the first authority.
if (process.env.TEST_CERTIFICATES === undefined) {
	const { authorityPath, ...certificates } = await makeCertificates();
	process.env.NODE_EXTRA_CA_CERTS = authorityPath;
	process.env.TEST_CERTIFICATES = JSON.stringify(certificates);
}
const { cloudflareTest, readD1Migrations } = await import("@cloudflare/vitest-pool-workers");

const packages = [
	"@simplewebauthn/server",
	"@simplewebauthn/server/helpers",
	"aws4fetch",
	"dot-properties",
	"drizzle-orm",
	"drizzle-orm/d1",
	"drizzle-orm/sqlite-core",
	"fast-check",
	"fast-png",
	"fast-xml-parser",
	"hono",
	"jose",
	"libphonenumber-js/max",
	"re2js",
	"papaparse",
	"scim2-parse-filter",
	"uqr",
	"zod",
];

const all = ["test/**/*.test.ts"];

/** Files that read every Durable Object there is, or make thousands, get a workerd of their own. */
const alone = [
	"test/app.fuzz.test.ts",
	"test/factors/verify.test.ts",
	"test/flows/*.test.ts",
	"test/imports/secrets.test.ts",
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
					TOKEN_EXPORT: "on",
					// Keys of the test suite alone: 32 bytes of 'A' and of 'B'.
					SEAL_KEYS: `test:${btoa("A".repeat(32))}`,
					LOOKUP_KEY: btoa("B".repeat(32)),
				},
			},
		})),
	],
	test: {
		globalSetup: ["./test/support/servers.mjs"],
		setupFiles: ["./test/support/set-up.ts"],
		testTimeout: 30_000,
		// On a machine that others share, a test may lose its time. What fails twice, fails.
		retry: Number(process.env.TEST_RETRIES ?? 0),
		// A worker waits for a third of its time, for workerd or for timers.
		maxWorkers: 3,
		projects: [
			// The files of a worker share one workerd: see test/support/set-up.ts.
			{ extends: true, test: { name: "shared", include: all, exclude: alone, isolate: false } },
			{ extends: true, test: { name: "alone", include: alone } },
		],
		// Every file loads the Worker anew, module by module: those of the packages are bundled once.
		deps: { optimizer: { ssr: { enabled: true, include: packages } } },
	},
});
