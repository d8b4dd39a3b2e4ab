// A workerd with the Worker of the drills, which goes away with its data.
import { startServer } from "../../bench/server.mjs";
import { memoryFolder } from "../memory-folder.mjs";
import { connectTo } from "./client.mjs";

/** As much as ten thousand guards and their journals take. */
const roomInMemory = 2 ** 31;

/**
 * @param work gets the server, as bench/server.mjs knows it, and a client
 * @param parent the folder for its data. They lie in memory where there is room, because workerd drops connections when
 *   a disk stands still for seconds, and that would be no fault of ours.
 */
export async function withWorkerd(work, parent = memoryFolder(roomInMemory)) {
	const server = await startServer({ entry: "scripts/drills/worker.ts", parent, isQuiet: true });
	const client = connectTo({ baseUrl: `http://${server.host}:${server.port}`, apiToken: server.token });
	try {
		return await work(server, client);
	} finally {
		client.close();
		await server.stop();
	}
}
