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
		wrong: "回答が違います。この方法はもう使えないため、別の方法をお選びください。",
		unenrolled: (name) => `${name} は登録されていません。管理者にお問い合わせください。`,
	},
	code: {
		title: "コードの入力",
		waiting: "コードを送信しています",
		waitingFor: (place) => `${place} にコードを送信しています。`,
		haveCode: "コードを受け取りました",
		sentAt: (time) => `${time} 送信`,
		endsAt: (time) => `${time} まで有効`,
		perhaps: "送信できていない可能性があります。届かないときは、もう一度送信してください。",
		quiet: "送信の結果をまだ確認できません。届かないときは、もう一度送信するか、別の方法をお選びください。",
		failed: "コードをお届けできません",
		failedLead: (place) => `${place} にメッセージを届けられませんでした。失敗の回数には数えていません。`,
		failedBefore: "最後のメッセージを届けられませんでした。先に届いたコードはそのまま使えます。",
		resend: "同じコードをもう一度送る",
		resendIn: (seconds) => `あと ${seconds} 秒で再送できます。`,
		noResend: "このコードを送信できる回数の上限に達しました。",
		another: "別の方法を使う",
		phrase: "お客様の合言葉:",
	},
	locked: {
		title: "入力の誤りが続きました",
		forNow: (minutes) => `約 ${minutes} 分後にもう一度お試しください。`,
		forGood: "続けるには、管理者によるロックの解除が必要です。",
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
