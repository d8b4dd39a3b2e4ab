// What several pages of deliveries share: their words, the address of one, its status, and who delivered it.
import type { FC } from "hono/jsx";
import type { Sender } from "../../delivery/tracking/senders";
import type { Language } from "../../languages";
import type { DeliveryStatus } from "../../messages/message";
import { Badge, type Tone } from "../../ui/parts";
import { consoleWords } from "../frame";
import { hookAt, paths } from "../paths";

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

/** Leads to the account or the hook. One that is gone is called by its id. */
export const SenderName: FC<{ id: string; senders: readonly Sender[] }> = ({ id, senders }) => {
	const sender = senders.find((one) => one.id === id);
	if (sender === undefined || sender.kind === "built-in") return <span translate="no">{sender?.name ?? id}</span>;
	return (
		<a href={sender.kind === "hook" ? hookAt(id) : `${paths.providers}/${id}`} translate="no">
			{sender.name}
		</a>
	);
};

/** Leads to the source that asked for a message. */
export const SourceLink: FC<{ id: string; name: string }> = ({ id, name }) => (
	<a href={`${paths.inbound}/${id}`} translate="no">
		{name}
	</a>
);
