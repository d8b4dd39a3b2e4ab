// Spares the suite much of its time: the pool imports the Worker again for each call of a Durable Object, and each
// import asks the process that runs Vitest, by a socket, whether the module has changed. In a test run nothing changes.

interface ModuleRunner {
	import(specifier: string): Promise<unknown>;
}

/** Makes each module imported once a test file. The pool has no setting for it. */
export function rememberImports(): void {
	const { moduleRunner } = (globalThis as unknown as { __vitest_mocker__: { moduleRunner: ModuleRunner } })
		.__vitest_mocker__;
	const { import: importAnew } = Object.getPrototypeOf(moduleRunner) as ModuleRunner;
	const imported = new Map<string, Promise<unknown>>();
	moduleRunner.import = (specifier) => {
		const known = imported.get(specifier) ?? importAnew.call(moduleRunner, specifier);
		imported.set(specifier, known);
		return known;
	};
}
