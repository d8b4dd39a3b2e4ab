// An import of tokens: one Durable Object per file or move. Its single thread checks and takes one chunk after another.
import { DurableObject } from "cloudflare:workers";
import { type Ctx, createCtx, livePlatform } from "../../context";
import { type Bindings, readEnv } from "../../env";
import { ApiError } from "../../errors";
import { because, type Cause } from "../../errors/cause";
import { causeOf, writeWorkerLog } from "../../worker-log";
import { noteStatus } from "../status";
import { runStep } from "./step";
import { ImportStore } from "./store";
import {
	type CanaryChoice,
	type Changed,
	type ImportRow,
	type ImportState,
	type RowDraft,
	type RowResult,
	statesFor,
} from "./types";

/** How long the report of an import that has ended stays. */
const keptMs = 30 * 24 * 3_600_000;

const pausesMs = [1_000, 5_000, 15_000, 60_000];

/** Statuses with work left for the alarm. */
const working = new Set<ImportState["status"]>(["LISTING", "CHECKING", "CANARY_RUNNING", "RUNNING"]);

export class ImportJob extends DurableObject<Bindings> {
	/** The clock. A test sets its own. */
	protected now = livePlatform.now;
	#store: ImportStore;

	constructor(ctx: DurableObjectState, bindings: Bindings) {
		super(ctx, bindings);
		this.#store = new ImportStore(ctx.storage);
	}

	/** A second call with the same import changes nothing. */
	async create(state: ImportState): Promise<ImportState> {
		if (this.#store.state === null) this.#store.inOneTurn(() => this.#store.create(state));
		if (working.has(state.status)) await this.#ring();
		return this.#state;
	}

	state(): ImportState | null {
		return this.#store.state;
	}

	/** An upload replaces what an earlier upload has brought, until the rows are being taken. */
	beginUpload(uploadId: string): Changed {
		return this.#change(statesFor.upload, (state) => {
			this.#store.clear();
			const counts = { pending: 0, ok: 0, refused: 0, taken: 0, failed: 0 };
			return { ...state, status: "UPLOADING", uploadId, counts, differences: {}, settings: {}, problem: null };
		});
	}

	/** @param from how many rows the upload has brought before, so that a repeated call adds nothing */
	addRows(uploadId: string, from: number, drafts: readonly RowDraft[]): Changed {
		return this.#changeUpload(uploadId, (state) => {
			if (state.counts.pending !== from) return state;
			this.#store.add(drafts);
			return { ...state, counts: { ...state.counts, pending: from + drafts.length } };
		});
	}

	async endUpload(uploadId: string): Promise<Changed> {
		const changed = this.#changeUpload(uploadId, (state) => ({ ...state, status: "CHECKING", uploadId: null }));
		if (changed) await this.#ring();
		return changed;
	}

	/** The file can't be read: nothing of it stays. */
	failUpload(uploadId: string, problem: Cause | null): Changed {
		return this.#changeUpload(uploadId, (state) => {
			this.#store.clear();
			return { ...state, status: "WAITING", uploadId: null, problem, counts: { ...state.counts, pending: 0 } };
		});
	}

	/** @param users the ids of the canary's users, or how many rows; null: all that is left */
	async start(choice: CanaryChoice | null): Promise<Changed> {
		const changed = this.#change(statesFor.start, (state) => {
			if (choice === null) return { ...state, status: "RUNNING" };
			const chosen =
				"first" in choice
					? this.#store.next("OK", choice.first, false)
					: choice.users.flatMap((userId) => this.#store.ofUser(userId, "OK"));
			if (chosen.length === 0) return state;
			for (const row of chosen) this.#store.write({ ...row, isCanary: true });
			return { ...state, status: "CANARY_RUNNING", canaryStartedAt: state.canaryStartedAt ?? this.now() };
		});
		if (changed) await this.#ring();
		return changed;
	}

	pause(): Changed {
		return this.#change(statesFor.pause, (state) => ({
			...state,
			status: "PAUSED",
			pausedFrom: state.status,
		}));
	}

	async resume(): Promise<Changed> {
		const changed = this.#change(statesFor.resume, (state) => {
			return { ...state, status: state.pausedFrom ?? "CHECKED", pausedFrom: null, problem: null, failures: 0 };
		});
		if (changed) await this.#ring();
		return changed;
	}

	/** What was taken stays taken. */
	async cancel(): Promise<Changed> {
		const changed = this.#change(statesFor.cancel, (state) => {
			this.#store.eraseSecrets();
			return { ...state, status: "CANCELLED", uploadId: null, endedAt: this.now() };
		});
		if (changed) await this.ctx.storage.setAlarm(this.now() + keptMs);
		return changed;
	}

	/** An import that has deleted itself has none. */
	rows(result: RowResult | null, after: number, limit: number): ImportRow[] {
		return this.#store.state === null ? [] : withoutSecrets(this.#store.page(result, after, limit));
	}

	canaries(): ImportRow[] {
		return this.#store.state === null ? [] : withoutSecrets(this.#store.canaries());
	}

	/** Makes one chunk. What fails is made again, later and later: alarms alone would give up after six failures. */
	override async alarm(): Promise<void> {
		const before = this.#store.state;
		if (before === null) return;
		const { status, endedAt } = before;
		if (endedAt !== null && this.now() >= endedAt + keptMs) {
			await this.ctx.storage.deleteAll();
			this.#store = new ImportStore(this.ctx.storage);
			return;
		}
		const ctx = this.#ctxOf(before);
		try {
			if (working.has(status)) await runStep(ctx, this.#store, before, () => this.now());
			const { status: noted, notedStatus } = this.#state;
			if (noted !== notedStatus) await noteStatus(ctx, this.#state);
			const after = this.#store.save({ ...this.#state, notedStatus: noted, failures: 0 });
			if (working.has(after.status)) await this.#ring();
			else if (after.endedAt !== null) await this.ctx.storage.setAlarm(after.endedAt + keptMs);
		} catch (error) {
			writeWorkerLog("error", { message: "a chunk of an import failed", importId: before.id, cause: causeOf(error) });
			await this.#tryLater(error);
		}
	}

	async #tryLater(error: unknown): Promise<void> {
		const state = this.#state;
		const failures = state.failures + 1;
		const isRefused = error instanceof ApiError && error.status < 500;
		if (isRefused && working.has(state.status)) {
			const problem = error.causes[0] ?? because("factor-changing");
			this.#store.save({ ...state, failures, problem, status: "PAUSED", pausedFrom: state.status });
			// The next alarm tells D1.
			await this.#ring();
			return;
		}
		this.#store.save({ ...state, failures });
		await this.ctx.storage.setAlarm(this.now() + pausesMs[Math.min(failures, pausesMs.length) - 1]!);
	}

	get #state(): ImportState {
		const { state } = this.#store;
		if (state === null) throw new Error("this import was never created");
		return state;
	}

	#change(from: readonly ImportState["status"][], change: (state: ImportState) => ImportState): Changed {
		const before = this.#store.state;
		if (before === null || !from.includes(before.status)) return null;
		return this.#store.inOneTurn(() => this.#store.save(change(before)));
	}

	#changeUpload(uploadId: string, change: (state: ImportState) => ImportState): Changed {
		return this.#store.state?.uploadId === uploadId ? this.#change(["UPLOADING"], change) : null;
	}

	/** As whoever began the import: the log names this person or token for what is taken. */
	#ctxOf({ actor, client, requestId, requestUri }: ImportState): Ctx {
		const ctx = createCtx(this.env, { ...livePlatform, now: () => this.now() }, (work) => this.ctx.waitUntil(work));
		return { ...ctx, env: readEnv(this.env), actor, client, requestId, requestUri };
	}

	#ring(): Promise<void> {
		return this.ctx.storage.setAlarm(this.now());
	}
}

/** No secret leaves the object, not even sealed. */
const withoutSecrets = (rows: readonly ImportRow[]): ImportRow[] =>
	rows.map((row) => ({ ...row, secretSealed: null, secretHash: null }));
