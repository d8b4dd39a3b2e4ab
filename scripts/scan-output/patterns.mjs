// What nobody may read in an output: values of statements, tokens and keys; and in the Worker's own log, contact data.
import { stripVTControlCharacters } from "node:util";

const everywhere = {
	"values of a statement": /Failed query: |params: /,
	"an API token": /(?<![0-9A-Za-z])00[0-9A-Za-z]{40}(?![0-9A-Za-z])/,
	"a bearer's secret": /Bearer (?!undefined)\S+/,
	"a signing secret": /whsec_[\w+/]/,
};

const contacts = {
	"an e-mail address": /[\w.+-]+(@|%40)[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i,
	"a phone number": /(\+|%2B)[1-9]\d{7,14}(?!\d)/i,
};

/** @returns `name: line` for each line that holds what no output may hold */
export const leaksIn = (text) => found(text, everywhere);

/** The same for lines of the Worker's own log. People's names in a test run have the form of an address. */
export const leaksInWorkerLog = (text) => found(text, { ...everywhere, ...contacts });

/**
 * A line that names a test: over what it printed, or as a result. A name holds made-up secrets at most, and which tests
 * print something, or are slow enough to be named, is chance.
 */
const nameOfTest = /^(stdout|stderr) \| test\/|^ *[✓✔×✖▶] /;

const found = (text, patterns) =>
	stripVTControlCharacters(text)
		.split("\n")
		.filter((line) => !nameOfTest.test(line))
		.flatMap((line) =>
			Object.entries(patterns)
				.filter(([, pattern]) => pattern.test(line))
				.map(([name]) => `${name}: ${line.slice(0, 300)}`),
		);
