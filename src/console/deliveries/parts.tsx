// What several pages of deliveries share: their words, the address of one, its status, and who delivered it.
import type { FC } from "hono/jsx";
import type { Sender } from "../../delivery/tracking/senders";
import type { Language } from "../../languages";
import type { DeliveryStatus } from "../../messages/message";
import { Badge, type Tone } from "../../ui/parts";
import { consoleWords } from "../frame";
import { paths } from "../paths";

export const wordsIn = (language: Language) => consoleWords[language].deliveries;

export const deliveryPath = (id: string) => `${paths.deliveries}/${id}`;

const tones: Readonly<Record<DeliveryStatus, Tone>> = {
	queued: "info",
	sent: "info",
	delivered: "success",
	undelivered: "danger",
	failed: "danger",
	unknown: "warning",
};

export const DeliveryStatusBadge: FC<{ status: DeliveryStatus; language: Language }> = ({ status, language }) => (
	<Badge tone={tones[status]}>{wordsIn(language).statuses[status]}</Badge>
);

/** A sender that is gone is called by its id. */
export const SenderName: FC<{ id: string; senders: readonly Sender[] }> = ({ id, senders }) => (
	<span translate="no">{senders.find((sender) => sender.id === id)?.name ?? id}</span>
);
