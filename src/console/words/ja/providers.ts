// The words of the provider accounts in Japanese. PURE.
import type { providersWords as English, providersFlash as EnglishFlash } from "../en/providers";

export const providersWords = {
	providers: {
		title: "プロバイダー",
		lead: "メッセージは、プロバイダーのアカウントから送信されます。どのアカウントをどの順に試すかは、配信ルートで決まります。",
		list: "プロバイダーアカウントの一覧（古い順）",
		add: "プロバイダーを追加",
		name: "名前",
		provider: "プロバイダー",
		channels: "チャネル",
		state: "状態",
		failures: "連続失敗",
		routes: "配信ルート",
		noRoutes: "なし",
		empty: "プロバイダーはまだありません",
		emptyLead:
			"SMS、音声通話、メールの送信には、プロバイダーのアカウントが必要です。認証アプリやトークンのコードには不要です。最初のアカウントを追加すると、送信できるようになります。",
		facts: "アカウント",
		deliveriesLink: "配信履歴を表示",
		logLink: "ログの記録を表示",
		breaker: "ブレーカー",
		breakers: {
			closed: (failures) =>
				failures === 0
					? "閉じています。直近の送信は成功したか、まだ送信していません。"
					: `閉じています。${failures}回続けて失敗しました。5回続けて失敗すると、30秒間使用を止めます。`,
			open: (failures) => `${failures}回続けて失敗したため、開いています。次に送信を試す時刻:`,
			"half-open": (failures) => `${failures}回続けて失敗したため、半開の状態です。次のメッセージで送信を試します。`,
		},
		id: "ID",
		secretStored: "設定済み（表示できません）",
		notSet: "未設定",
		receiptUrl: "配信結果の通知先",
		created: "作成日時",
		changed: "変更日時",
		activate: "有効にする",
		deactivate: "無効にする",
		remove: "削除",
		routesLead: "このアカウントを使う配信ルートです。",
		noRoutesHere:
			"使用している配信ルートはありません。有効な間は、どのルートにも該当しないメッセージの送信に使われます。",
		allRoutes: "すべての配信ルート",
		removal: "このアカウントの削除",
		removalInRoutes: (routes) =>
			`${routes}件の配信ルートで使われているため、削除できません。先に配信ルートから外してください。`,
		removalOpen: "どの配信ルートでも使われていないため、削除できます。",
		onlyAccount: (channels) =>
			`${channels}: ほかに有効なアカウントがありません。フックから送信する場合を除き、コードは届かなくなります。`,
		aloneIn: "次の配信ルートには、ほかに有効なアカウントがないメッセージがあります。ほかのルートからも送信されません。",
		form: {
			chooseTitle: "プロバイダーを追加",
			chooseLead:
				"会社またはプロトコルを選択してください。独自のサービスを経由して、通信事業者に送信することもできます。",
			chooseList: "プロバイダーとプロトコルの一覧",
			hasReceipts: "配信結果の通知",
			newTitle: (provider) => `${provider}のアカウントを追加`,
			newLead:
				"最初は無効のまま追加されるため、テストメッセージで確認してから有効にできます。プロバイダーは後から変更できません。",
			editTitle: (name) => `「${name}」の編集`,
			nameHint: "管理者にわかりやすい名前を付けてください。ほかのアカウントと同じ名前は使えません。",
			example: (examples) => `例: ${examples}`,
			secretKept: "変更しない場合は空のままにしてください。現在の値は表示できません。",
			clear: (title) => `保存されている値を削除する: ${title}`,
			add: "アカウントを追加",
		},
		test: {
			title: "テストメッセージの送信",
			lead: "配信ルートにかかわらず、このアカウントだけを使って送信します。無効なアカウントでも送信できます。本文はテストである旨だけで、実在のコードは含みません。テンプレートにコードしか入らない場合は、123456と表示されます。",
			channel: "チャネル",
			to: "宛先",
			toHint: "国番号から始まる電話番号、メールアドレス、またはプロバイダーが宛先を識別するIDを入力してください。",
			button: "テストメッセージを送信",
			results: { accepted: "受け付け済み", failed: "失敗", unknown: "結果不明" },
			taken: {
				queued: "プロバイダーがメッセージを受け付けました。これから送信されます。",
				sent: "プロバイダーがメッセージを送信しました。",
				delivered: "メッセージが届きました。",
				undelivered: "メッセージは届きませんでした。",
				failed: "プロバイダーはメッセージを送信しませんでした。",
				unknown: "メッセージがどうなったかはわかりません。",
			},
			failures: {
				temporary:
					"接続できない、混雑している、または障害のため、プロバイダーはメッセージを受け付けませんでした。後で送信できることがあります。",
				permanent: "プロバイダーは、このメッセージを送信しません。まず宛先を確認してください。",
				misconfigured:
					"プロバイダーは、このアカウントからの送信を拒否しました。認証情報、送信元などの設定を確認してください。",
				unknown: "プロバイダーから明確な応答がありませんでした。それでも、メッセージが送信された可能性があります。",
			},
			messageId: "プロバイダーのメッセージID",
			providerCode: "プロバイダーのコード",
			duration: "所要時間",
			ms: (ms) => `${ms}ミリ秒`,
		},
		deactivation: {
			title: (name) => `「${name}」を無効にしますか？`,
			text: "30秒以内に、このアカウントからメッセージが送信されなくなります。設定とシークレットは残ります。",
		},
		deletion: {
			title: (name) => `「${name}」を削除しますか？`,
			text: "設定とシークレットも削除され、元に戻すことはできません。送信済みのメッセージについて、後から届く配信結果は受け付けられなくなります。",
		},
	},
} satisfies typeof English;

/** What the pages of providers say after an action. */
export const providersFlash = {
	added: (name) => `「${name}」を無効のまま追加しました。テストメッセージで確認してから有効にしてください。`,
	saved: (name) => `「${name}」を保存しました。30秒以内に、新しい設定で送信されるようになります。`,
	activated: (name) => `「${name}」を有効にしました。30秒以内に、このアカウントから送信されるようになります。`,
	deactivated: (name) => `「${name}」を無効にしました。30秒後には、このアカウントから送信されなくなります。`,
	deleted: (name) => `「${name}」を削除しました。`,
} satisfies typeof EnglishFlash;
