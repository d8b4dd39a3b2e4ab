// What the cards of a person's page are given.
import type { Actor } from "../../context";
import type { FactorSummary } from "../../factors/overview";
import type { UserEnrollmentView } from "../../factors/schema";
import type { Group } from "../../groups/search";
import type { LockStatus } from "../../guard/types";
import type { LogEventView } from "../../log/schema";
import type { User } from "../../users/user";
import type { PageState } from "../../web/page";
import type { Obstacle } from "./obstacles";

export interface Person {
	actor: Actor;
	now: number;
	/** What the reader's role allows. */
	mayHelp: boolean;
	mayAdminister: boolean;
	/** Customer care has a page of the person. */
	isCared: boolean;
	/** Sees the log and the deliveries. */
	isOverseer: boolean;
	/** With masked numbers and addresses. */
	user: User;
	steps: readonly ("activate" | "suspend" | "unsuspend" | "deactivate")[];
	factors: readonly FactorSummary[];
	lock: LockStatus;
	obstacles: readonly Obstacle[];
	groups: { items: readonly Group[]; next?: string };
	/** The groups that the user may be put into; null where there are too many to choose from. */
	choices: readonly Group[] | null;
	enrollments: readonly UserEnrollmentView[];
	events: readonly LogEventView[];
	/** The oldest first. */
	devices: readonly { id: string; registeredAt: number }[];
}

export interface CardProps {
	state: PageState;
	person: Person;
}
