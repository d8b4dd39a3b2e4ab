// How much more memory a larger file takes. Each measurement has a workerd of its own, and the kernel keeps its peak.
import { peakOf } from "../local.mjs";
import { withWorkerd } from "../workerd.mjs";
import { tokensOf } from "./files.mjs";
import { begin, send, until } from "./steps.mjs";

const mostGrowthMib = 48;

/**
 * Compares a large file with a small one. As many tokens in small files, one after the other, tell how much of that
 * comes from the work alone, whatever the size of a file: V8 lets a heap grow while a new process has much to do.
 * @param sizes of the small file and the large one
 */
export async function memoryOfFiles(format, [small, large]) {
	const one = await memoryOf({ format, size: small, files: 1 });
	const many = await memoryOf({ format, size: small, files: Math.round(large / small) });
	const whole = await memoryOf({ format, size: large, files: 1 });
	const growth = whole.peak - one.peak;
	return {
		isKept: [one, many, whole].every(({ isWhole }) => isWhole) && growth <= mostGrowthMib,
		figures:
			`${format}: workerd's peak is ${whole.peak} MiB with one file of ${large} tokens, ${many.peak} MiB with ` +
			`${many.files} files of ${small}, and ${one.peak} MiB with one of them: it grew by ${growth} MiB (${whole.seconds}, ${many.seconds} and ` +
			`${one.seconds} s)`,
	};
}

function memoryOf({ format, size, files }) {
	return withWorkerd(async (server, client) => {
		const to = { baseUrl: `http://${server.host}:${server.port}`, apiToken: server.token };
		const startedAt = performance.now();
		let isWhole = true;
		for (let round = 0; round < files; round++) {
			const file = { format, size, round };
			const { taken } = await take(client, to, file);
			isWhole &&= taken === [...tokensOf(size, round)].filter(({ result }) => result === "TAKEN").length;
		}
		const seconds = Math.round((performance.now() - startedAt) / 1000);
		return { files, peak: peakOf(process.pid, "workerd"), seconds, isWhole };
	});
}

async function take(client, to, file) {
	const { id } = await begin(client, file);
	// As a page would. It keeps the database in use while the file is under way.
	const watching = setInterval(() => client.ask("GET", `/api/v1/token-imports/${id}`).catch(() => {}), 5_000);
	try {
		await send(to, id, file);
		await until(client, id, "CHECKED");
		await client.need("POST", `/api/v1/token-imports/${id}/lifecycle/start`, {});
		return (await until(client, id, "DONE")).counts;
	} finally {
		clearInterval(watching);
	}
}
