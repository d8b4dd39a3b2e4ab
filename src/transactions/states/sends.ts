// The messages of a transaction: noted before they leave, confirmed or taken back later. PURE.
import type { EventOf } from "./event";
import type { Send } from "./state";

type SendEvent = EventOf<"SEND_BEGUN" | "SEND_TAKEN_BACK" | "SENT">;

/** Until somebody says more, a message has perhaps left. */
export function withSend(sends: readonly Send[], event: SendEvent): readonly Send[] {
	const { deliveryId } = event;
	switch (event.type) {
		case "SEND_BEGUN":
			return [
				...sends.filter((send) => send.deliveryId !== deliveryId),
				{ deliveryId, at: event.at, outcome: "PERHAPS" },
			];
		case "SEND_TAKEN_BACK":
			return sends.filter((send) => send.deliveryId !== deliveryId);
		case "SENT":
			return sends.map((send) => (send.deliveryId === deliveryId ? { ...send, outcome: "SENT" } : send));
	}
}
