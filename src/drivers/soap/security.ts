// Tells a SOAP service who calls: by WS-Security UsernameToken (OASIS profile 1.0), or by Huawei's own header.
import { toBase64, toHex, utf8 } from "../../crypto/bytes";
import { escapeXml } from "../kit/escape";
import { hash } from "../signatures/parts";

const wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
const wsu = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";
const tokenProfile = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0";
const base64Binary = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";
const huaweiCommon = "http://www.huawei.com.cn/schema/common/v2_1";

export interface Login {
	userName: string;
	password: string;
}

/** Shows the password as it is. Only TLS hides it. */
export const textToken = ({ userName, password }: Login): string =>
	usernameToken(userName, `<wsse:Password Type="${tokenProfile}#PasswordText">${escapeXml(password)}</wsse:Password>`);

/** Shows base64(SHA-1(nonce + created + password)) instead of the password. */
export async function digestToken(
	{ userName, password }: Login,
	nowMs: number,
	nonce: Uint8Array<ArrayBuffer> = crypto.getRandomValues(new Uint8Array(16)),
): Promise<string> {
	const created = new Date(nowMs).toISOString();
	const hashed = await crypto.subtle.digest("SHA-1", Uint8Array.of(...nonce, ...utf8(created + password)));
	return usernameToken(
		userName,
		`<wsse:Password Type="${tokenProfile}#PasswordDigest">${toBase64(new Uint8Array(hashed))}</wsse:Password>` +
			`<wsse:Nonce EncodingType="${base64Binary}">${toBase64(nonce)}</wsse:Nonce>` +
			`<wsu:Created xmlns:wsu="${wsu}">${created}</wsu:Created>`,
	);
}

/**
 * The header of Huawei's platform. The user name is the partner's id (spId).
 * @param address the recipient, whom the platform wants to see in the header, too
 */
export async function huaweiHeader(
	{ userName, password }: Login,
	serviceId: string | undefined,
	address: string,
	nowMs: number,
): Promise<string> {
	const timeStamp = new Date(nowMs).toISOString().replaceAll(/\D/g, "").slice(0, 14);
	const fields = {
		spId: userName,
		spPassword: await huaweiPassword(userName, password, timeStamp),
		...(serviceId === undefined ? {} : { serviceId }),
		timeStamp,
		OA: address,
		FA: address,
	};
	const elements = Object.entries(fields).map(([name, value]) => `<sp:${name}>${escapeXml(value)}</sp:${name}>`);
	return `<sp:RequestSOAPHeader xmlns:sp="${huaweiCommon}">${elements.join("")}</sp:RequestSOAPHeader>`;
}

/** @param timeStamp `yyyyMMddHHmmss` */
export const huaweiPassword = async (spId: string, password: string, timeStamp: string): Promise<string> =>
	toHex(await hash("MD5", spId + password + timeStamp));

const usernameToken = (userName: string, rest: string): string =>
	`<wsse:Security xmlns:wsse="${wsse}" soap:mustUnderstand="1"><wsse:UsernameToken>` +
	`<wsse:Username>${escapeXml(userName)}</wsse:Username>${rest}</wsse:UsernameToken></wsse:Security>`;
