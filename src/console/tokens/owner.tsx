// Whom a token acts for: an application, an inbound source, or nobody but itself.
import type { FC } from "hono/jsx";
import type { ApiTokenRow } from "../../access/service";
import { applicationAt, paths } from "../paths";

interface OwnerProps {
	token: Pick<ApiTokenRow, "applicationId" | "sourceId">;
	/** Of applications and sources. One that is gone is called by its id. */
	names: ReadonlyMap<string, string>;
	/** What is said of a token without an owner. */
	itself: string;
}

export const Owner: FC<OwnerProps> = ({ token: { applicationId, sourceId }, names, itself }) => {
	const id = applicationId ?? sourceId;
	if (id === null) return <>{itself}</>;
	const name = names.get(id);
	if (name === undefined) return <span translate="no">{id}</span>;
	return (
		<a href={applicationId === null ? `${paths.inbound}/${id}` : applicationAt(id)} translate="no">
			{name}
		</a>
	);
};
