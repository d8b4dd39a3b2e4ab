// What the hosted pages say, in Japanese. PURE.
import type { HostedWords } from "./en";

export const ja: HostedWords = {
	titled: (title, application) => `${title} · ${application}`,
	account: (login) => `アカウント: ${login}`,
	language: "言語",
	cancel: "キャンセル",
	toApplication: (application) => `${application} に戻る`,
	help: "お困りのときは",
	password: {
		title: "パスワードの入力",
		lead: (application) => `先に ${application} でパスワードを入力してから、この画面にお戻りください。`,
		goOn: "次へ",
	},
	choose: {
		title: "本人確認の方法をお選びください",
		current: "選択中",
	},
	end: {
		ALLOWED: "本人確認が完了しました",
		BLOCKED: "手続きを続けられません",
		CANCELLED: "手続きを取り消しました",
		EXPIRED: "時間切れになりました",
		goingBack: (application) => `${application} に戻ります。`,
		wentBack: "この画面は閉じてかまいません。",
	},
	opened: {
		title: "このリンクは使用済みです",
		lead: "リンクは一つのブラウザーで一度だけ使えます。開いた画面で続けるか、元のアプリケーションからやり直してください。",
	},
	gone: {
		title: "確認する内容がありません",
		lead: "この手続きは終了したか、別のブラウザーで行われています。元のアプリケーションからやり直してください。",
	},
	errors: {
		403: "この画面以外からの操作です",
		429: "しばらくお待ちください",
		503: "しばらくしてからもう一度お試しください",
		other: "エラーが発生しました",
		again: "もう一度試す",
		id: "エラー ID",
	},
};
