// Cuts a PSKC file (RFC 6030) into its head and its key packages, so that no more than one element is in memory.
import { invalid } from "../../errors";

/** No element right below the root is larger. */
const maxElementCharacters = 64 * 1024;

const maxDepth = 24;

/** A whole tag. A value may hold ">". */
const tagPattern = /<[^<"'>]*(?:"[^"]*"[^<"'>]*|'[^']*'[^<"'>]*)*>/y;

/** What holds a key: RFC 6030 has KeyPackage, its drafts had Device. */
const packageNames = new Set(["KeyPackage", "Device"]);

const rootNames = new Set(["KeyContainer", "SecretContainer"]);

/** Takes the text in pieces of any size. */
export class PskcSplitter {
	/** The elements that stand before the first key package, by their local names. */
	readonly head = new Map<string, string>();
	#rest = "";
	#depth = 0;
	#isOver = false;
	/** Of the element right below the root that has begun: its name, and its text so far. */
	#element: { name: string; text: string } | null = null;

	/** @returns the key packages that are complete now, as XML */
	push(piece: string): string[] {
		this.#rest += piece;
		const packages: string[] = [];
		let at = 0;
		for (;;) {
			const start = this.#rest.indexOf("<", at);
			const text = this.#rest.slice(at, start === -1 ? undefined : start);
			this.#takeText(text);
			if (start === -1) {
				at = this.#rest.length;
				break;
			}
			at = start;
			const end = this.#endOfTag(start);
			if (end === null) break;
			const closed = this.#takeTag(this.#rest.slice(start, end));
			if (closed !== null) packages.push(closed);
			at = end;
		}
		this.#rest = this.#rest.slice(at);
		if (this.#rest.length > maxElementCharacters) throw tooLarge();
		return packages;
	}

	/** To be called after the last piece. */
	end(): void {
		if (!this.#isOver) throw invalid("file", this.#depth === 0 ? "pskc-xml" : "import-file-broken-off");
	}

	/** Where the tag, comment or instruction ends; null when its end hasn't come yet. */
	#endOfTag(start: number): number | null {
		const after = (end: string): number | null => {
			const found = this.#rest.indexOf(end, start);
			return found === -1 ? null : found + end.length;
		};
		if (this.#rest.startsWith("<!--", start)) return after("-->");
		if (this.#rest.startsWith("<?", start)) return after("?>");
		const isCut = "<!--".startsWith(this.#rest.slice(start));
		// No DOCTYPE and no entity is read, whatever they hold. A CDATA section could hide tags.
		if (this.#rest.startsWith("<!", start) && !isCut) throw invalid("file", "pskc-declaration");
		tagPattern.lastIndex = start;
		if (tagPattern.test(this.#rest)) return tagPattern.lastIndex;
		if (this.#rest.length - start > maxElementCharacters) throw tooLarge();
		return null;
	}

	#takeText(text: string): void {
		if (this.#element) this.#add(text);
		else if (this.#depth !== 1 && text.replace(/^\ufeff/, "").trim() !== "") throw invalid("file", "pskc-xml");
	}

	/** @returns a key package that this tag closes */
	#takeTag(tag: string): string | null {
		if (tag.startsWith("<!--") || tag.startsWith("<?")) return null;
		const [, slash, name = ""] = /^<(\/?)(?:[^\s/>:]*:)?([^\s/>:]*)/.exec(tag) ?? [];
		const isEmpty = tag.endsWith("/>");
		if (slash === "/") {
			this.#depth--;
			if (this.#depth < 0) throw invalid("file", "pskc-xml");
			this.#isOver ||= this.#depth === 0;
			return this.#close(tag);
		}
		if (this.#isOver) throw invalid("file", "pskc-xml");
		if (this.#depth === 0) {
			if (!rootNames.has(name)) throw invalid("file", "pskc-root", { name: name.slice(0, 40) });
			this.#isOver = isEmpty;
		}
		if (this.#depth === 1) this.#element = { name, text: "" };
		if (!isEmpty) this.#depth++;
		if (this.#depth > maxDepth) throw invalid("file", "pskc-deep");
		if (isEmpty) return this.#close(tag);
		this.#add(tag);
		return null;
	}

	#close(tag: string): string | null {
		this.#add(tag);
		if (this.#depth !== 1 || this.#element === null) return null;
		const { name, text } = this.#element;
		this.#element = null;
		if (packageNames.has(name)) return text;
		if (!this.head.has(name)) this.head.set(name, text);
		return null;
	}

	#add(text: string): void {
		if (this.#element === null) return;
		this.#element.text += text;
		if (this.#element.text.length > maxElementCharacters) throw tooLarge();
	}
}

const tooLarge = () => invalid("file", "import-record-size", { kib: maxElementCharacters / 1024 });
