import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { memoryFolder } from "./scripts/memory-folder.mjs";
import { makeCertificates } from "./test/support/certificates.mjs";

// Miniflare makes its folders there. The suite writes some hundred megabytes.
process.env.TMPDIR = memoryFolder(2 ** 31);

// The servers in test/support/servers.mjs show these certificates. Miniflare reads NODE_EXTRA_CA_CERTS when it is loaded,
// so it is set before the import.
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

/** What takes longest begins first. Otherwise it runs alone at the end, because a fresh clone knows no times. */
class LongestFirst extends BaseSequencer {
	override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
		const isLong = ({ moduleId }: TestSpecification) => longest.some((file) => moduleId.endsWith(file));
		const sorted = await super.sort(files);
		return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
	}
}

const longest = ["/app.fuzz.test.ts", "/factors/verify.test.ts", "/contacts/directory.test.ts", "/log/consume.test.ts"];

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
		// A worker waits for a third of its time, for workerd or for timers. The machines have two cores.
		maxWorkers: 4,
		sequence: { sequencer: LongestFirst },
		include: ["test/**/*.test.ts"],
		// The files of a worker share one workerd, see test/support/set-up.ts: it takes 15 seconds until the Worker is loaded.
		isolate: false,
		// A worker loads it module by module: those of the packages are bundled once.
		deps: { optimizer: { ssr: { enabled: true, include: packages } } },
	},
});
