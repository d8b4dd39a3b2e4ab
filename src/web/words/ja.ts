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
	errorId: "エラーID",
	toFrontPage: "トップページへ",
} satisfies WebWords;
