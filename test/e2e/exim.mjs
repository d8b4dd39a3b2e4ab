// Debian's exim4 as the mail server of a test: two loopback ports, TLS and AUTH demanded, every mail kept in a folder.
import { execFileSync, spawn } from "node:child_process";
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { freePort } from "./server.mjs";

const program = "/usr/sbin/exim4";
const user = "Debian-exim";

/** Why this machine can't run it; false when it can. */
export function whyNoExim() {
	try {
		execFileSync(program, ["-bV"], { stdio: "ignore" });
	} catch {
		return "exim4 is not installed";
	}
	return process.getuid?.() === 0 ? false : "exim4 takes a configuration of ours from root only";
}

/**
 * @param certificate `{ key, cert }` in PEM
 * @param login `{ userName, password }`
 * @returns `ports` by kind of TLS · `mailTo(address)`, parsed, once it is there · `stop()`
 */
export async function startExim(certificate, login) {
	const folder = mkdtempSync(join(tmpdir(), "tessera-exim-"));
	const owner = Number(execFileSync("id", ["-u", user], { encoding: "utf8" }));
	chownSync(folder, owner, -1);
	for (const name of ["spool", "mail"]) {
		mkdirSync(join(folder, name));
		chownSync(join(folder, name), owner, -1);
	}
	for (const [name, text] of Object.entries(certificate)) {
		writeFileSync(join(folder, name), text, { mode: 0o600 });
		chownSync(join(folder, name), owner, -1);
	}
	const ports = { startTls: await freePort(), implicitTls: await freePort() };
	writeFileSync(join(folder, "exim.conf"), configuration(folder, ports, login));

	// In the foreground, so that it ends with us.
	const daemon = spawn(program, ["-C", join(folder, "exim.conf"), "-bdf"], { stdio: ["ignore", "ignore", "inherit"] });
	const ended = new Promise((resolve) => daemon.once("close", resolve));
	await answering(ports.implicitTls);
	return {
		ports,
		mailTo: (address) => waitFor(() => findMail(join(folder, "mail/new"), address)),
		async stop() {
			daemon.kill("SIGTERM");
			await ended;
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

const configuration = (folder, ports, { userName, password }) => `
primary_hostname = localhost
exim_user = ${user}
spool_directory = ${folder}/spool
log_file_path = ${folder}/spool/%slog
pid_file_path = ${folder}/spool/pid
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${ports.startTls} : ${ports.implicitTls}
tls_on_connect_ports = ${ports.implicitTls}
tls_advertise_hosts = *
tls_certificate = ${folder}/cert
tls_privatekey = ${folder}/key
auth_advertise_hosts = \${if eq{$tls_in_cipher}{}{}{*}}
host_lookup =
rfc1413_hosts =
deliver_drop_privilege = true
acl_smtp_rcpt = recipients

begin acl
recipients:
  accept authenticated = *
  deny message = log in first

begin routers
everybody:
  driver = accept
  transport = folder

begin transports
folder:
  driver = appendfile
  directory = ${folder}/mail
  maildir_format

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and {{eq{$auth2}{${userName}}}{eq{$auth3}{${password}}}}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if and {{eq{$auth1}{${userName}}}{eq{$auth2}{${password}}}}}
  server_set_id = $auth1
`;

const answering = (port) =>
	waitFor(
		() =>
			new Promise((resolve) => {
				const socket = connect(port, "127.0.0.1", () => resolve(socket.destroy()));
				socket.on("error", () => resolve(null));
			}),
	);

async function findMail(folder, address) {
	let names = [];
	try {
		names = readdirSync(folder);
	} catch {
		// The first mail makes the folder.
	}
	for (const name of names) {
		const mail = await simpleParser(readFileSync(join(folder, name)));
		if (mail.to.text === address) return mail;
	}
	return null;
}

async function waitFor(look) {
	for (let time = 0; time < 100; time++) {
		const seen = await look();
		if (seen) return seen;
		await sleep(100);
	}
	throw new Error("nothing came within ten seconds");
}
