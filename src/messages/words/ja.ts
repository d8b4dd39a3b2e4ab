// What Tessera says in Japanese. PURE.
import type { LanguageTexts, TextValues } from "./shape";

const notYou = "覚えがない場合は無視してください。";
const hangUp = "お心当たりがなければ、そのままお切りください。";
const nothingToDo = "お心当たりがない場合、お手続きは不要です。コードが入力されないかぎり、何も変更されません。";

const mail = (
	subject: string,
	intro: string,
	{ code, minutes, organization }: TextValues,
	otherwise = nothingToDo,
) => ({
	subject,
	body: [
		`${organization} をご利用の方へ`,
		intro,
		`    ${code}`,
		`コードは ${minutes} 分間、1 回だけ使えます。電話やメール、チャットでお尋ねすることはありません。だれにも教えないでください。`,
		otherwise,
		organization,
	].join("\n\n"),
});

export const japanese: LanguageTexts = {
	SMS: {
		enrollment: ({ code, organization }) => `${organization}: 電話番号の登録コードは ${code} です。`,
		verification: ({ code, organization }) => `${organization}: 確認コードは ${code} です。`,
		unlock: ({ code, organization }) => `${organization}: ロック解除コード ${code}。${notYou}`,
		reset: ({ code, organization }) => `${organization}: パスワード再設定コード ${code}。${notYou}`,
	},
	CALL: {
		enrollment: ({ code, organization }) =>
			`${organization} です。この電話番号を登録するコードは、${code}。失礼いたします。`,
		verification: ({ code, organization }) => `${organization} です。確認コードは、${code}。失礼いたします。`,
		unlock: ({ code, organization }) =>
			`${organization} です。アカウントのロックを解除するコードは、${code}。${hangUp}`,
		reset: ({ code, organization }) => `${organization} です。パスワードを再設定するコードは、${code}。${hangUp}`,
	},
	IM: {
		enrollment: ({ code, organization }) => `${organization} の登録コードは ${code} です。だれにも教えないでください。`,
		verification: ({ code, organization }) =>
			`${organization} の確認コードは ${code} です。だれにも教えないでください。`,
		unlock: ({ code, organization }) => `${organization} のロック解除コードは ${code} です。${notYou}`,
		reset: ({ code, organization }) => `${organization} のパスワード再設定コードは ${code} です。${notYou}`,
	},
	EMAIL: {
		enrollment: (values) =>
			mail(
				`${values.organization} メールアドレスの確認`,
				"このアドレスでコードを受け取るには、次のコードを入力してください。",
				values,
			),
		verification: (values) =>
			mail(
				`${values.organization} 確認コードのお知らせ`,
				"サインインを続けるには、次のコードを入力してください。",
				values,
				"サインインした覚えがない場合は、パスワードを知られているおそれがあります。すぐに変更し、管理者にお知らせください。",
			),
		unlock: (values) =>
			mail(
				`${values.organization} アカウントのロック解除`,
				"アカウントのロックを解除するには、次のコードを入力してください。",
				values,
			),
		reset: (values) =>
			mail(
				`${values.organization} パスワードの再設定`,
				"新しいパスワードを設定するには、次のコードを入力してください。",
				values,
			),
	},
	aloud: (code) => {
		const once = [...code].join("、");
		return `${once}。繰り返します。${once}`;
	},
};
