// The part of Node's module that the Worker's types don't have.
declare module "node:async_hooks" {
	export class AsyncLocalStorage<Value> {
		getStore(): Value | undefined;
		run<Result>(value: Value, work: () => Result): Result;
	}
}
