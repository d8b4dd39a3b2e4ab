// The contract of a condition: what it asks, which facts it needs, and its answer for given facts. PURE.
import * as z from "zod";
import type { CountAsked, FactName, Facts } from "../facts";
import type { ListKind, Lists } from "../lists/matching";

/** True, false, or null where a fact that decides is unknown. */
export type Answer = boolean | null;

export interface Condition<Parameters extends z.ZodObject = z.ZodObject> {
	id: string;
	/** What customers of Oracle Adaptive Access Manager call it; null where only we have it. */
	alias: string | null;
	title: string;
	parameters: Parameters;
	facts: readonly FactName[];
	/** The kind of list that its parameter `listId` names. */
	list?: ListKind;
	/** Made once for each version of a policy. */
	prepare(parameters: z.output<Parameters>, lists: Lists): (facts: Facts) => Answer;
	/** What has to be counted for it. */
	counts?(parameters: z.output<Parameters>): CountAsked;
}

/** Declares a condition. The type of its parameters is inferred. */
export const condition = <Parameters extends z.ZodObject>(spec: Condition<Parameters>): Condition =>
	spec as unknown as Condition;

export const id = z.string().min(1).max(40);
export const listId = id.meta({ title: "List" });
export const seconds = z
	.int()
	.min(1)
	.max(30 * 86_400)
	.meta({ title: "In seconds" });
