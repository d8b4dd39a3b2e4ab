// Who may send while an operator owes answers, in which order, and what those leave behind who give up.
import { expect, it } from "vitest";
import { SendWindow } from "../../../src/drivers/smpp/window";
import { Aborted } from "../../../src/net/until-aborted";

const never = new AbortController().signal;

/** Lets what is due by now happen. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

it("lets in as many as it is wide, and the others in their order", async () => {
	const window = new SendWindow();
	const entered: number[] = [];
	for (const turn of [1, 2, 3, 4]) window.enter(2, never).then(() => entered.push(turn));
	await settle();
	expect(entered).toEqual([1, 2]);
	window.leave();
	await settle();
	expect(entered).toEqual([1, 2, 3]);
	window.leave();
	await settle();
	expect(entered).toEqual([1, 2, 3, 4]);
});

it("gives no room to those who gave up, at once or while they waited", async () => {
	const window = new SendWindow();
	await expect(window.enter(1, AbortSignal.abort())).rejects.toThrow(Aborted);
	expect(window.isBusy).toBe(false);
	await window.enter(1, never);
	const impatient = new AbortController();
	const waiting = window.enter(1, impatient.signal);
	const patient = window.enter(1, never);
	impatient.abort();
	window.leave();
	await expect(waiting).rejects.toThrow(Aborted);
	await patient;
	window.leave();
	expect(window.isBusy).toBe(false);
});

it("may become wider and narrower", async () => {
	const window = new SendWindow();
	const entered: string[] = [];
	await window.enter(1, never);
	await window.enter(2, never);
	window.enter(1, never).then(() => entered.push("narrow"));
	window.leave();
	await settle();
	expect(entered).toEqual([]);
	window.leave();
	await settle();
	expect(entered).toEqual(["narrow"]);
});
