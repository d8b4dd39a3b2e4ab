// A user's status as a word with a tone.
import type { FC } from "hono/jsx";
import { Badge, type Tone } from "../../ui/parts";
import type { UserStatus } from "../../users/schema";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";

const tones: Readonly<Record<UserStatus, Tone>> = {
	STAGED: "neutral",
	PROVISIONED: "info",
	ACTIVE: "success",
	SUSPENDED: "warning",
	DEPROVISIONED: "danger",
};

export const StatusBadge: FC<{ state: PageState; status: UserStatus }> = ({ state, status }) => (
	<Badge tone={tones[status]}>{consoleWords[state.frame.language].userList.statuses[status]}</Badge>
);
