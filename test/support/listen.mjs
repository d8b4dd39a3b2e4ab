// A server on a free port of this machine.

/** @returns `{ port, close }` once the server listens */
export const listen = (server) =>
	new Promise((resolve, reject) => {
		server.once("error", reject);
		const listener = server.listen(0, "127.0.0.1", () => {
			server.off("error", reject);
			resolve({ port: (listener ?? server).address().port, close: () => server.close() });
		});
	});

/** A port that nothing listens on. */
export async function findClosedPort(createServer) {
	const { port, close } = await listen(createServer());
	close();
	return port;
}
