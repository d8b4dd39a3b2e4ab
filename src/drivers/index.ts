// The registry of drivers. A new provider is one file in this folder and one line here.

import { amazonSesDriver } from "./amazon-ses";
import { amazonSmsVoiceDriver } from "./amazon-sms-voice";
import { amazonSnsDriver } from "./amazon-sns";
import { cloudflareEmailDriver } from "./cloudflare-email";
import type { Driver } from "./driver";
import { inboxDriver } from "./inbox";
import { lineDriver } from "./line";
import { parlayxDriver } from "./parlayx";
import { resendDriver } from "./resend";
import { sendgridDriver } from "./sendgrid";
import { slackDriver } from "./slack";
import { smppDriver } from "./smpp";
import { smtpDriver } from "./smtp";
import { telegramDriver } from "./telegram";
import { telnyxDriver } from "./telnyx";
import { twilioDriver } from "./twilio";
import { umsDriver } from "./ums";
import { vonageDriver } from "./vonage";
import { webhookDriver } from "./webhook";
import { whatsappDriver } from "./whatsapp";

export const drivers: readonly Driver[] = [
	amazonSesDriver,
	amazonSmsVoiceDriver,
	amazonSnsDriver,
	cloudflareEmailDriver,
	inboxDriver,
	lineDriver,
	parlayxDriver,
	resendDriver,
	sendgridDriver,
	slackDriver,
	smppDriver,
	smtpDriver,
	telegramDriver,
	telnyxDriver,
	twilioDriver,
	umsDriver,
	vonageDriver,
	webhookDriver,
	whatsappDriver,
];

const driversById: ReadonlyMap<string, Driver> = new Map(drivers.map((driver) => [driver.id, driver]));

/** The driver of this id. Undefined when there is none, also for a driver of development outside development. */
export function findDriver(id: string, { isDevelopment }: { isDevelopment: boolean }): Driver | undefined {
	const driver = driversById.get(id);
	return driver?.isDevelopmentOnly && !isDevelopment ? undefined : driver;
}
