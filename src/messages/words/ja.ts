// What Tessera says in Japanese. PURE.
import type { Texts } from "./en";

const notYou = "覚えがない場合は無視してください。";
const hangUp = "お心当たりがなければ、そのままお切りください。";
const onceAndSecret =
	"コードは {2} 分間、1 回だけ使えます。電話やメール、チャットでお尋ねすることはありません。だれにも教えないでください。";
const nothingToDo = "お心当たりがない場合、お手続きは不要です。コードが入力されないかぎり、何も変更されません。";

export const japanese: Texts = {
	"sms.enrollment": "{1}: 電話番号の登録コードは {0} です。",
	"sms.verification": "{1}: 確認コードは {0} です。",
	"sms.unlock": `{1}: ロック解除コード {0}。${notYou}`,
	"sms.reset": `{1}: パスワード再設定コード {0}。${notYou}`,

	"call.enrollment": "{1} です。この電話番号を登録するコードは、{0}。失礼いたします。",
	"call.verification": "{1} です。確認コードは、{0}。失礼いたします。",
	"call.unlock": `{1} です。アカウントのロックを解除するコードは、{0}。${hangUp}`,
	"call.reset": `{1} です。パスワードを再設定するコードは、{0}。${hangUp}`,
	"speech.separator": "、",
	"speech.code": "{0}。繰り返します。{0}",

	"im.enrollment": "{1} の登録コードは {0} です。だれにも教えないでください。",
	"im.verification": "{1} の確認コードは {0} です。だれにも教えないでください。",
	"im.unlock": `{1} のロック解除コードは {0} です。${notYou}`,
	"im.reset": `{1} のパスワード再設定コードは {0} です。${notYou}`,

	"email.enrollment.subject": "{1} メールアドレスの確認",
	"email.enrollment.body": `{1} をご利用の方へ

このアドレスでコードを受け取るには、次のコードを入力してください。

    {0}

${onceAndSecret}

${nothingToDo}

{1}`,
	"email.verification.subject": "{1} 確認コードのお知らせ",
	"email.verification.body": `{1} をご利用の方へ

サインインを続けるには、次のコードを入力してください。

    {0}

${onceAndSecret}

サインインした覚えがない場合は、パスワードを知られているおそれがあります。すぐに変更し、管理者にお知らせください。

{1}`,
	"email.unlock.subject": "{1} アカウントのロック解除",
	"email.unlock.body": `{1} をご利用の方へ

アカウントのロックを解除するには、次のコードを入力してください。

    {0}

${onceAndSecret}

${nothingToDo}

{1}`,
	"email.reset.subject": "{1} パスワードの再設定",
	"email.reset.body": `{1} をご利用の方へ

新しいパスワードを設定するには、次のコードを入力してください。

    {0}

${onceAndSecret}

${nothingToDo}

{1}`,
};
