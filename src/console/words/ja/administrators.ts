// The words of the administrators in Japanese. PURE.
import type { administratorsWords as English, administratorsFlash as EnglishFlash } from "../en/administrators";

export const administratorsWords = {
	administrators: {
		title: "管理者",
		lead: "管理コンソールにサインインできるユーザーです。全員がパスワードと第2要素を使います。",
		invite: "管理者を招待",
		list: "管理者の一覧",
		name: "名前",
		nameHint: "ログやほかの管理者に表示される名前です。空欄の場合は、ログイン名を表示します。",
		login: "ログイン名",
		loginHint: "サインインに使う名前です（メールアドレスなど）。後から変更できません。",
		role: "権限",
		roleHint: "変更は次の操作から有効になります。",
		roles: {
			HELP_DESK: "ヘルプデスク（制限の範囲内でユーザーに対応）",
			READ_ONLY: "閲覧のみ（すべてを閲覧、変更は不可）",
			ADMINISTRATOR: "管理者（ほかの管理者の管理を含むすべての操作）",
		},
		status: "状態",
		statuses: { INVITED: "招待中", ACTIVE: "有効", INACTIVE: "無効" },
		ways: "サインインの方法",
		password: "パスワード",
		kinds: { totp: "認証アプリ", passkey: "パスキー" },
		noWays: "未設定",
		codesLeft: (left) => `リカバリーコード（残り${left}個）`,
		since: "設定日時:",
		lastSeen: "最終アクセス",
		never: "最近なし",
		any: "すべて",
		show: "表示",
		id: "ID",
		created: "招待日時",
		facts: "管理者の情報",
		you: "自分",
		itsYou: "ご自身のアカウントです。パスワード、認証アプリ、セッションは次のページで変更できます:",
		yourAccount: "アカウント",
		editTitle: (name) => `${name}の編集`,
		inviteTitle: "管理者の招待",
		inviteLead:
			"招待すると、ワンタイムパスワードが表示されます。招待された管理者は、それを使ってパスワードと認証アプリを設定します。",
		inviteButton: "招待する",
		shownOnce: "ワンタイムパスワード（表示は今回限り）",
		handOver: "安全な方法で、次のコンソールのアドレスと一緒に本人に渡してください:",
		until: "1回だけ使えます。有効期限:",
		invitationEnds: "招待の有効期限",
		invitationOver: "招待の有効期限が切れています。リセットして、新しいワンタイムパスワードを発行してください。",
		sessions: "セッション",
		noSessions: "このアカウントでサインインしている端末はありません。",
		endAll: "すべてのセッションを終了",
		activate: "有効にする",
		activateTitle: "管理者の有効化",
		activateButton: (name) => `${name}を有効にする`,
		activateLead: (name) =>
			`${name}は、以前のパスワードと第2要素で再びサインインできるようになります。パスワードがない場合は、続けてリセットしてください。`,
		deactivate: "無効にする",
		deactivateTitle: "管理者の無効化",
		deactivateButton: (name) => `${name}を無効にする`,
		deactivateLead: (name) => `${name}はサインインできなくなります。アカウントは残り、後から有効に戻せます。`,
		sessionsEnd: (count) =>
			count === 0 ? "使用中のセッションはありません。" : `${count}件のセッションがすぐに終了します。`,
		tokensStay: "この管理者が作成したAPIトークンは引き続き使えます。あわせて確認してください。",
		reset: "リセット",
		newPassword: "ワンタイムパスワードを再発行",
		resetTitle: "管理者のリセット",
		resetButton: (name) => `${name}をリセット`,
		resetLead: (name) =>
			`パスワードやスマートフォンを失った管理者のための操作です。${name}のパスワード、第2要素、リカバリーコード、使用済みのブラウザーの情報は失われます。`,
		resetNext:
			"リセットすると、本人に渡すワンタイムパスワードが表示されます。依頼者が本人であることを必ず確認してください。",
		unlock: "失敗回数をクリア",
		last: "有効な管理者が一人もいなくなる変更はできません。",
	},
	permissions: {
		title: "追加の許可",
		hint: "どの権限でも、最初はすべてオフです。オンにできるのは「ヘルプデスク」と「管理者」だけです。",
		none: "なし",
		names: { temporaryAllow: "一時的な許可", helpDeskCode: "ヘルプデスクのコード" },
		hints: {
			temporaryAllow:
				"ポリシーでブロックされるユーザーを、最長1日、ブロックの代わりに本人確認へ進められます。正しく答えた場合にだけサインインできます。",
			helpDeskCode:
				"ほかの本人確認の代わりになるコードを発行し、電話で本人に伝えられます。別人に伝えると悪用されるおそれがあります。",
		},
	},
} satisfies typeof English;

/** What the pages of the administrators say after an action. */
export const administratorsFlash = {
	invited: (name) => `${name}を招待しました。`,
	changed: (name) => `${name}を変更しました。`,
	activated: (name) => `${name}を有効にしました。`,
	deactivated: (name) => `${name}を無効にし、すべてのセッションを終了しました。`,
	reset: (name) => `${name}をリセットし、すべてのセッションを終了しました。`,
	unlocked: (name) => `${name}の失敗回数をクリアしました。`,
	session: "セッションを終了しました。",
	sessions: (name) => `${name}のセッションをすべて終了しました。`,
} satisfies typeof EnglishFlash;
