// A folder for data that nobody keeps. Objects wait for the disk after each write, and a disk may stand still for
// seconds.
import { statfsSync } from "node:fs";
import { tmpdir } from "node:os";

const inMemory = "/dev/shm";

/**
 * Returns a folder in memory, where the machine has one with so much room.
 * @param room bytes
 */
export function memoryFolder(room) {
	try {
		const { bavail, bsize } = statfsSync(inMemory);
		return bavail * bsize > room ? inMemory : tmpdir();
	} catch {
		return tmpdir();
	}
}
