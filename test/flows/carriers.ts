// The local carriers as telephony hooks of the product, and what they were given.
import { inject } from "vitest";

const { carriers, door } = inject("servers");

/** @param behaviour a word of test/support/carrier-servers.mjs */
export const hookUri = (name: string, behaviour: string) => `${carriers}/${name}/${behaviour}`;

export interface Taken {
	phoneNumber: string;
	otpCode: string;
}

export const takenBy = async (name: string): Promise<Taken[]> => (await fetch(`${door}/carriers?name=${name}`)).json();
