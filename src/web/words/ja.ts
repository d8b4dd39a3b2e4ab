// What an error page says, in Japanese. PURE.
import type { WebWords } from "./en";

export const ja = {
	titles: {
		400: "リクエストを処理できません",
		401: "サインインしてください",
		403: "このページは開けません",
		404: "ページが見つかりません",
		405: "この操作は行えません",
		413: "データが大きすぎます",
		429: "しばらくお待ちください",
		other: "問題が発生しました",
	},
	sessionOver: {
		title: "セッションが終了しました",
		lead: "変更はまだ行われていません。入力した内容はこのページに保持されています。",
		signIn: "新しいタブでサインイン",
		comeBack: "このタブに戻り、もう一度送信してください。",
		again: "もう一度送信",
		secrets: "パスワード、コード、キーなどは保持されません。次のページでもう一度入力してください。",
	},
	errorId: "エラーID",
	toFrontPage: "トップページへ",
} satisfies WebWords;
