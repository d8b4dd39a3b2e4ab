// A server on a free port of this machine.

/** @returns `{ port, close }` once the server listens */
export const listen = (server) =>
	new Promise((resolve, reject) => {
		server.once("error", reject);
		// workerd keeps its connections. One that is closed here when it sends its next request costs that request.
		if ("keepAliveTimeout" in server) server.keepAliveTimeout = 0;
		const listener = server.listen(0, "127.0.0.1", () => {
			server.off("error", reject);
			const close = () => {
				server.close();
				server.closeAllConnections?.();
			};
			resolve({ port: (listener ?? server).address().port, close });
		});
	});

/** A port that nothing listens on. */
export async function findClosedPort(createServer) {
	const { port, close } = await listen(createServer());
	close();
	return port;
}
