// The page for contact data, drawn for an administrator who wants to see what people see. It does nothing.
import type { Brand } from "../../applications/brand";
import type { PagePreview } from "../../registration/preview";
import type { PageState } from "../../web/page";
import { CancelForm } from "../answering";
import { hostedPage } from "../frame";
import { ContactPart, contactDataIn, registrationWords } from "./register";

interface Previewed extends PagePreview {
	/** Null for the settings of all applications. */
	brand: Brand | null;
	maySkip: boolean;
}

/** @param page its frame has the language of the page */
export function drawContactPage(page: PageState, { brand, maySkip, settings, ...given }: Previewed): string {
	const { form, frame } = page;
	const { language } = frame;
	const contacts = contactDataIn(settings, given);
	return hostedPage({
		frame,
		title: contacts.title,
		brand,
		isPreview: true,
		children: (
			<>
				<ContactPart
					page={page}
					words={registrationWords[language]}
					data={{ contacts, proof: null }}
					maySkip={maySkip}
				/>
				<CancelForm form={form} language={language} />
			</>
		),
	});
}
