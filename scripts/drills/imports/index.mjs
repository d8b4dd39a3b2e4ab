// Drill: files of many tokens. How much memory they take, and whether an import that is killed takes each token once.
import { createCipheriv, createHmac, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { connectTo } from "./client.mjs";
import { killWhole, memoryOf, withHome } from "./local.mjs";
import { withWorkerd } from "./workerd.mjs";

const sizes = { small: 10_000, large: 100_000, encrypted: 20_000 };
const kills = 5;
const mostGrowthMib = 48;
const endsWithinMs = 20 * 60_000;

const settings = {
	protocol: "HOTP",
	algorithm: "HMacSHA1",
	encoding: "hexadecimal",
	passCodeLength: 6,
	lookAhead: 10,
};

export async function imports() {
	const memory = await memoryOfImports();
	const killed = await killedImport();
	return {
		isKept: memory.growth <= mostGrowthMib && memory.isWhole && killed.isWhole,
		figures:
			`workerd's peak grew by ${memory.growth} MiB between ${sizes.small} and ${sizes.large} tokens ` +
			`(${memory.peaks.join(" and ")} MiB; ${memory.seconds.join(" and ")} s); killed ${killed.kills} times with ` +
			`${sizes.encrypted} encrypted tokens: ${killed.figures}`,
	};
}

async function memoryOfImports() {
	const runs = [await memoryOfImport(sizes.small), await memoryOfImport(sizes.large)];
	const peaks = runs.map(({ peak }) => peak);
	const seconds = runs.map((run) => run.seconds);
	return { peaks, seconds, isWhole: runs.every(({ isWhole }) => isWhole), growth: peaks[1] - peaks[0] };
}

/** Each size has a workerd of its own: a local workerd may break when it puts an object away that nobody uses. */
function memoryOfImport(size) {
	return withWorkerd(async (server, client) => {
		const startedAt = performance.now();
		const { id } = await begin(client, `Memory ${size}`);
		let peak = 0;
		const sampling = setInterval(() => {
			peak = Math.max(peak, memoryOf(process.pid));
		}, 250);
		// As a page would. It keeps the database in use while the file is under way.
		const watching = setInterval(() => client.ask("GET", `/api/v1/token-imports/${id}`).catch(() => {}), 5_000);
		try {
			await send(`http://${server.host}:${server.port}`, server.token, id, csv(size));
			await until(client, id, "CHECKED");
			await client.need("POST", `/api/v1/token-imports/${id}/lifecycle/start`, {});
			const { counts } = await until(client, id, "DONE");
			const seconds = Math.round((performance.now() - startedAt) / 1000);
			return { peak, seconds, isWhole: counts.taken === size };
		} finally {
			clearInterval(sampling);
			clearInterval(watching);
		}
	});
}

function killedImport() {
	return withHome(async ({ start }) => {
		let server = await start();
		let client = connectTo(server);
		const { id, authenticatorId } = await begin(client, "Killed");
		const key = randomBytes(16);
		await send(server.baseUrl, server.apiToken, id, pskc(sizes.encrypted, key), { "x-file-key": key.toString("hex") });
		await until(client, id, "CHECKED");
		await client.need("POST", `/api/v1/token-imports/${id}/lifecycle/start`, {});
		let done = 0;
		for (; done < kills; done++) {
			const goal = ((done + 1) * sizes.encrypted) / (kills + 1);
			const { status } = await until(client, id, "DONE", ({ counts }) => counts.taken >= goal);
			if (status === "DONE") break;
			await killWhole(server);
			client.close();
			server = await start();
			client = connectTo(server);
		}
		const { counts } = await until(client, id, "DONE");
		const serials = new Set();
		let after = "";
		for (;;) {
			const path = `/api/v1/otp-tokens?limit=200&authenticatorId=${authenticatorId}${after}`;
			const page = await client.need("GET", path);
			for (const { serial } of page) serials.add(serial);
			if (page.length < 200) break;
			after = `&after=${page.at(-1).id}`;
		}
		client.close();
		return {
			kills: done,
			isWhole: done === kills && counts.taken === sizes.encrypted && serials.size === sizes.encrypted,
			figures: `${counts.taken} taken, ${counts.failed} failed, ${serials.size} in the stock`,
		};
	});
}

async function begin(client, name) {
	const authenticator = { key: "custom_otp", name, settings };
	const { id: authenticatorId } = await client.need("POST", "/api/v1/authenticators", authenticator);
	const { id } = await client.need("POST", "/api/v1/token-imports", { source: "FILE", authenticatorId });
	return { id, authenticatorId };
}

async function send(base, token, id, lines, headers = {}) {
	const answer = await fetch(`${base}/api/v1/token-imports/${id}/file`, {
		method: "PUT",
		headers: { authorization: `SSWS ${token}`, "content-type": "application/octet-stream", ...headers },
		body: Readable.toWeb(Readable.from(lines)),
		duplex: "half",
	});
	if (!answer.ok) throw new Error(`the file was answered ${answer.status}: ${await answer.text()}`);
}

async function until(client, id, status, isThere = () => false) {
	const endsAt = Date.now() + endsWithinMs;
	while (Date.now() < endsAt) {
		const view = await client.need("GET", `/api/v1/token-imports/${id}`).catch(() => null);
		if (view?.status === status || (view && isThere(view))) return view;
		await sleep(200);
	}
	throw new Error(`the import never came to ${status}`);
}

function* csv(size) {
	yield "serial,secret,counter\n";
	for (let index = 0; index < size; index++) yield `S${size}-${index},${randomBytes(20).toString("hex")},0\n`;
}

const xmlenc = "http://www.w3.org/2001/04/xmlenc#aes128-cbc";

function* pskc(size, key) {
	yield '<KeyContainer Version="1.0" xmlns="urn:ietf:params:xml:ns:keyprov:pskc"><EncryptionKey><KeyName>drill</KeyName>';
	yield '</EncryptionKey><MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>';
	for (let index = 0; index < size; index++) {
		const iv = randomBytes(16);
		const cipher = createCipheriv("aes-128-cbc", key, iv);
		const value = Buffer.concat([iv, cipher.update(randomBytes(20)), cipher.final()]);
		const mac = createHmac("sha1", key).update(value).digest("base64");
		yield `<KeyPackage><DeviceInfo><Manufacturer>Drill</Manufacturer><SerialNo>K${index}</SerialNo></DeviceInfo><Key Id="${index}"
			Algorithm="urn:ietf:params:xml:ns:keyprov:pskc:hotp"><Data><Secret><EncryptedValue><EncryptionMethod Algorithm="${xmlenc}"/>
			<CipherData><CipherValue>${value.toString("base64")}</CipherValue></CipherData></EncryptedValue><ValueMAC>${mac}</ValueMAC>
			</Secret><Counter><PlainValue>0</PlainValue></Counter></Data></Key></KeyPackage>\n`;
	}
	yield "</KeyContainer>";
}
