// Carriers of this machine, whose behaviour is in their path, and the messages that each of them was given.
import { inject } from "vitest";

export const { carriers, closedPort, door } = inject("servers");

/** @param behaviour a word of test/support/carrier-servers.mjs */
export const carrierUrl = (name: string, behaviour: string) => `${carriers}/${name}/${behaviour}`;

interface Taken {
	id: string;
	phoneNumber: string;
	otpCode: string;
}

/** The messages that a carrier was given. */
export const takenBy = async (name: string): Promise<Taken[]> => (await fetch(`${door}/carriers?name=${name}`)).json();
