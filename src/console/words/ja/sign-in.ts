// The words of the sign-in in Japanese. PURE.
import type { signInWords as English } from "../en/sign-in";

export const signInWords = {
	signIn: {
		title: "サインイン",
		lead: "この Tessera の管理者専用のコンソールです。",
		login: "ログイン名",
		password: "パスワード",
		continue: "次へ",
		noAccount: "アカウントがない場合やサインインできない場合は、ほかの管理者に招待またはリセットを依頼してください。",
	},
	invitation: {
		title: "管理コンソールへようこそ",
		lead: "管理者として招待されました。次に、パスワードを決め、認証アプリを設定します。所要時間は2分ほどです。スマートフォンをご用意ください。",
		accept: "招待を受ける",
	},
	newPassword: {
		title: "パスワードの設定",
		lead: "ワンタイムパスワードの役目はここまでです。今後は、ご自身で決めたパスワードでサインインします。",
		password: "新しいパスワード",
		hint: "15文字以上で入力してください。互いに関係のない単語をいくつか並べると安全です。使える文字に制限はありません。",
		again: "新しいパスワード（確認用）",
		save: "パスワードを保存",
	},
	firstApp: {
		title: "認証アプリの設定",
		lead: "サインインには、パスワードのほかに、スマートフォンに表示されるコードを使います。",
		passkeyInstead: "代わりにパスキーを使う",
	},
	firstPasskey: {
		title: "パスキーの作成",
		lead: "サインインには、パスワードのほかに、この端末やセキュリティキーに保存されるパスキーを使います。",
		appInstead: "代わりに認証アプリを使う",
	},
	passkey: {
		use: "パスキーを使う",
		make: "パスキーを作成",
		failed: "パスキーを取得できませんでした。もう一度試すか、別の方法をお使いください。",
		unsupported: "このブラウザーではパスキーを使えません。",
		needsScript: "パスキーを使うには、ブラウザーのスクリプトを有効にしてください。",
	},
	appSteps: {
		install: "スマートフォンで認証アプリを開き、アカウントを追加してください。",
		scan: "このQRコードを読み取ってください。",
		qr: "新しいアカウントのQRコード",
		byHand: "読み取れない場合は、次のキーをアプリに入力してください。",
		prove: "アプリに表示されている6桁の数字を入力してください。",
		code: "アプリのコード",
		done: "設定を完了",
	},
	code: {
		title: "コードの入力",
		lead: "認証アプリを開き、このアカウントのコードを入力してください。",
		code: "アプリのコード",
		signIn: "サインイン",
		lost: "アプリを使えない場合",
		lostPasskey: "パスキーを使えない場合",
		otherPerson: "別のアカウントでサインイン",
		leadPasskey: "端末またはセキュリティキーで、指紋、顔、PINなどによる確認を行います。",
		titlePasskey: "パスキーの使用",
	},
	recoveryCode: {
		title: "リカバリーコードの使用",
		lead: "リカバリーコードは、アプリの代わりに1つにつき1回だけ使えます。サインイン後に、アプリを設定し直してください。",
		code: "リカバリーコード",
		hint: "英数字10文字です。ハイフンは省略できます。",
		signIn: "サインイン",
		back: "アプリのコードを使う",
	},
	signOutPage: { title: "サインアウトしますか？", lead: "いつでも再度サインインできます。" },
} satisfies typeof English;
