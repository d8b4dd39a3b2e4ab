// One Tessera per folder of local data: two would each keep a lockout of their own, over the same files.
import { createHash } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Takes the folder for this process, for as long as it lives. The lock is a listening socket, which ends with its
 * process however that ends; a file with a process id would outlive a crash.
 * @param address what another start is told about this one
 * @throws when another process has it
 */
export async function lockFolder(folder, address) {
	// Not in the folder itself: the path of a socket may have about a hundred characters only.
	const path = join(tmpdir(), `tessera-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}.sock`);
	const holder = await whoListens(path);
	if (holder !== null) {
		throw new Error(
			`Tessera already runs on the data of ${folder}: ${holder}\n` +
				"Stop it first, or give this one data of its own: LOCAL_DIR=/some/folder npm start",
		);
	}
	rmSync(path, { force: true });
	const server = createServer((socket) => socket.end(address)).unref();
	server.listen(path);
	await once(server, "listening");
	process.once("exit", () => rmSync(path, { force: true }));
}

async function whoListens(path) {
	const socket = connect(path);
	try {
		let text = "";
		for await (const chunk of socket) text += chunk;
		return text;
	} catch {
		return null;
	}
}
