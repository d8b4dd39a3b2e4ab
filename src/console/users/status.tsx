// A user in a list: the name, which leads to the user's page, and the status as a word with a tone.
import type { FC } from "hono/jsx";
import { Badge, type Tone } from "../../ui/parts";
import type { UserStatus } from "../../users/schema";
import type { FoundUser } from "../../users/search";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { userAt } from "../paths";

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

export const UserName: FC<{ user: FoundUser }> = ({ user: { id, displayName, login } }) => (
	<div>
		<a href={userAt(id)} translate="no">
			{displayName}
		</a>
		{displayName !== login && <small translate="no">{login}</small>}
	</div>
);
