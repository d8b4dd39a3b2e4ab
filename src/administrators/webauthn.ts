// What a browser is asked for a passkey, and whether its answer is right. The library is large, so it is loaded late.
import type {
	AuthenticationResponseJSON,
	PublicKeyCredentialCreationOptionsJSON,
	PublicKeyCredentialRequestOptionsJSON,
	RegistrationResponseJSON,
} from "@simplewebauthn/server";
import type { Ctx } from "../context";
import { fromBase64, toBase64Url, utf8 } from "../crypto/bytes";
import { parseJson } from "../net/json";
import { challengeLivesMs } from "./challenges";
import type { AdministratorRow } from "./table";

/** What a passkey is recognized by. */
export interface PasskeyData {
	/** The browser's id of the passkey, base64url. */
	credentialId: string;
	/** COSE, base64url. */
	publicKey: string;
	/** How often the authenticator says that it was used; always 0 for most of them. */
	counter: number;
	transports?: string[] | undefined;
}

/** Ed25519, ES256, RS256: what all authenticators have among them. */
const algorithms = [-8, -7, -257];

const rpIdOf = (ctx: Ctx): string => new URL(ctx.env.publicOrigin).hostname;

const described = ({ credentialId: id, transports }: PasskeyData) => ({
	id,
	type: "public-key" as const,
	...(transports ? { transports } : {}),
});

/** For a new passkey. The known ones are named, so that no authenticator makes a second one. */
export const creationOptions = (
	ctx: Ctx,
	{ id, login, displayName }: AdministratorRow,
	known: readonly PasskeyData[],
	challenge: string,
): PublicKeyCredentialCreationOptionsJSON => ({
	rp: { id: rpIdOf(ctx), name: ctx.env.organizationName },
	user: { id: toBase64Url(utf8(id)), name: login, displayName },
	challenge: toBase64Url(utf8(challenge)),
	pubKeyCredParams: algorithms.map((alg) => ({ alg, type: "public-key" })),
	timeout: challengeLivesMs,
	excludeCredentials: known.map(described),
	authenticatorSelection: { residentKey: "preferred", userVerification: "required" },
	attestation: "none",
});

export const requestOptions = (
	ctx: Ctx,
	known: readonly PasskeyData[],
	challenge: string,
): PublicKeyCredentialRequestOptionsJSON => ({
	rpId: rpIdOf(ctx),
	challenge: toBase64Url(utf8(challenge)),
	timeout: challengeLivesMs,
	userVerification: "required",
	allowCredentials: known.map(described),
});

/** What a browser answers, as text. Nothing in it is believed yet. */
export interface BrowserAnswer<Json> {
	json: Json;
	challenge: string;
}

/** Null for a text that is no answer of a browser. */
export function readAnswer<Json extends RegistrationResponseJSON | AuthenticationResponseJSON>(
	text: string,
): BrowserAnswer<Json> | null {
	try {
		const json = parseJson(text) as Json;
		const decoded = (base64: string) => new TextDecoder().decode(fromBase64(base64));
		const { challenge } = JSON.parse(decoded(json.response.clientDataJSON));
		return { json, challenge: decoded(challenge) };
	} catch {
		return null;
	}
}

/** The passkey that a browser has made; null when its answer isn't right. */
export async function readNewPasskey(
	ctx: Ctx,
	{ json, challenge }: BrowserAnswer<RegistrationResponseJSON>,
): Promise<PasskeyData | null> {
	const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
	const { decodeAttestationObject } = await import("@simplewebauthn/server/helpers");
	try {
		// We ask for no certificates. The library would call the addresses that stand in them.
		const attestation = decodeAttestationObject(fromBase64(json.response.attestationObject));
		const isSelfSigned = attestation.get("fmt") === "packed" && attestation.get("attStmt").get("x5c") === undefined;
		if (attestation.get("fmt") !== "none" && !isSelfSigned) return null;
		const { registrationInfo } = await verifyRegistrationResponse({
			response: json,
			expectedChallenge: toBase64Url(utf8(challenge)),
			expectedOrigin: ctx.env.publicOrigin,
			expectedRPID: rpIdOf(ctx),
			requireUserVerification: true,
			supportedAlgorithmIDs: algorithms,
		});
		if (!registrationInfo) return null;
		const { id, publicKey, counter, transports } = registrationInfo.credential;
		return { credentialId: id, publicKey: toBase64Url(publicKey), counter, transports };
	} catch {
		return null;
	}
}

/** How often the passkey was used now, as its authenticator counts; null when the answer isn't right. */
export async function readCounter(
	ctx: Ctx,
	{ json, challenge }: BrowserAnswer<AuthenticationResponseJSON>,
	{ credentialId, publicKey }: PasskeyData,
): Promise<number | null> {
	const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
	try {
		const { verified, authenticationInfo } = await verifyAuthenticationResponse({
			response: json,
			expectedChallenge: toBase64Url(utf8(challenge)),
			expectedOrigin: ctx.env.publicOrigin,
			expectedRPID: rpIdOf(ctx),
			requireUserVerification: true,
			// We compare the counter ourselves, because a counter that goes back is logged.
			credential: { id: credentialId, publicKey: fromBase64(publicKey), counter: 0 },
		});
		return verified ? authenticationInfo.newCounter : null;
	} catch {
		return null;
	}
}
