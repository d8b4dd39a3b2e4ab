import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-pool-workers";
import { defineConfig } from "vitest/config";

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
		setupFiles: ["./test/support/set-up.ts"],
		testTimeout: 30_000,
		maxWorkers: 2,
	},
});
