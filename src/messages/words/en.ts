// What Tessera says in English, under the keys that every language has. PURE.

const notYou = "If this wasn''t you, ignore it.";
const hangUp = "If this wasn''t you, just hang up.";
const onceAndSecret =
	"It works once, for the next {2} min. We never ask you for a code by phone, mail or chat: keep it to yourself.";
const nothingToDo = "You didn''t ask for this? Then there is nothing you have to do: without the code nothing changes.";

/**
 * `{0}` is the code, `{1}` the organization, `{2}` the minutes until the code expires (`TextValues`). An apostrophe is
 * written twice (`src/settings/text-format.ts`).
 *
 * - `sms.…`: each text fits one segment with an ordinary name: 160 characters, or 70 when one is outside the GSM
 *   alphabet.
 * - `email.….subject`: holds no code, because locked screens show subjects and mail logs keep them.
 * - `speech.…`: the code inside a spoken sentence. The separator stands between its characters and makes a pause,
 *   because a voice would read one large number. The code is said twice, because nobody can scroll back in a call.
 */
export const english = {
	"sms.enrollment": "{1}: {0} is the code to register this phone. Don''t share it.",
	"sms.verification": "{1}: {0} is your verification code. Don''t share it.",
	"sms.unlock": `{1}: {0} is the code to unlock your account. ${notYou}`,
	"sms.reset": `{1}: {0} is the code to reset your password. ${notYou}`,

	"call.enrollment": "Hello, this is {1}. To register this phone, enter this code: {0}. Goodbye.",
	"call.verification": "Hello, this is {1}. Your verification code is: {0}. Goodbye.",
	"call.unlock": `Hello, this is {1}. The code to unlock your account is: {0}. ${hangUp}`,
	"call.reset": `Hello, this is {1}. The code to reset your password is: {0}. ${hangUp}`,
	"speech.separator": ", ",
	"speech.code": "{0}. Once more: {0}",

	"im.enrollment": "{0} is the code to receive messages of {1} here. Don''t share it.",
	"im.verification": "{0} is your verification code for {1}. Don''t share it.",
	"im.unlock": `{0} is the code to unlock your account at {1}. ${notYou}`,
	"im.reset": `{0} is the code to reset your password at {1}. ${notYou}`,

	"email.enrollment.subject": "Confirm your e-mail address for {1}",
	"email.enrollment.body": `Hello,

enter this code to receive passcodes at this address:

    {0}

${onceAndSecret}

${nothingToDo}

{1}`,
	"email.verification.subject": "Your verification code for {1}",
	"email.verification.body": `Hello,

this is the code to complete your sign-in:

    {0}

${onceAndSecret}

You aren''t signing in? Then somebody may know your password. Please change it and tell your administrator.

{1}`,
	"email.unlock.subject": "Unlock your account at {1}",
	"email.unlock.body": `Hello,

enter this code to unlock your account:

    {0}

${onceAndSecret}

${nothingToDo}

{1}`,
	"email.reset.subject": "Reset your password at {1}",
	"email.reset.body": `Hello,

enter this code to choose a new password:

    {0}

${onceAndSecret}

${nothingToDo}

{1}`,
};

/** The texts of one language. The compiler names a key that is missing, and a key that English doesn't have. */
export type Texts = Readonly<Record<keyof typeof english, string>>;
