// The card of a person's page about the browsers that the person has registered.
import type { FC } from "hono/jsx";
import { Card } from "../../ui/card";
import { absoluteTime, Time } from "../../ui/time";
import type { User } from "../../users/user";
import type { PageState } from "../../web/page";
import { consoleWords } from "../frame";
import { userAt } from "../paths";
import type { Person } from "./person-data";

interface DevicesProps {
	state: PageState;
	person: Pick<Person, "devices" | "now" | "mayHelp"> & { user: Pick<User, "id"> };
}

export const Devices: FC<DevicesProps> = ({ state: { frame }, person: { user, devices, now, mayHelp } }) => {
	const words = consoleWords[frame.language].person;
	return (
		<Card id="devices" title={words.devices} lead={words.devicesLead}>
			{devices.length === 0 && <p class="muted">{words.noDevices}</p>}
			<ul class="rows">
				{devices.map(({ id, registeredAt }) => (
					<li>
						<div class="row-main">
							<Time at={registeredAt} now={now} frame={frame} />
						</div>
						{mayHelp && (
							<a
								class="button"
								href={userAt(user.id, `devices/${id}/unregister`)}
								aria-label={`${words.unregister}: ${absoluteTime(registeredAt, frame)}`}
							>
								{words.unregister}
							</a>
						)}
					</li>
				))}
			</ul>
			{mayHelp && devices.length > 0 && (
				<div class="card-end">
					<a class="button button-danger" href={userAt(user.id, "unregister-devices")}>
						{words.unregisterAll}
					</a>
				</div>
			)}
		</Card>
	);
};
