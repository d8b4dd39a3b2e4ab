// The words of the delivery routes in Japanese. PURE.
import type { routesWords as English, routesFlash as EnglishFlash } from "../en/routing";

export const routesWords = {
	routes: {
		title: "配信ルート",
		lead: "メッセージの送信に、どのアカウントをどの順に試すかを決めます。条件を満たす最初のルートだけが使われます。",
		list: "配信ルートの一覧（条件を調べる順）",
		add: "ルートを追加",
		place: "順位",
		name: "名前",
		conditions: "条件",
		noConditions: "なし（アカウントで送信できるすべてのメッセージ）",
		accounts: "アカウント（試す順）",
		channels: "チャネル",
		destinations: "宛先の国",
		origins: "リクエスト元の国",
		purposes: "用途",
		purposeNames: {
			"com.okta.user.telephony.pre-enrollment": "登録",
			"com.okta.user.telephony.mfa-verification": "サインイン",
			"com.okta.user.telephony.account-unlock": "アカウントのロック解除",
			"com.okta.user.telephony.password-reset": "パスワードのリセット",
		},
		moreCountries: (countries) => `ほか${countries}か国`,
		otherwise: "どのルートの条件も満たさないメッセージは、そのチャネルの有効なアカウントを、古い順にすべて試します。",
		empty: "ルートはまだありません",
		emptyLead:
			"ルートがない間は、チャネルごとに有効なアカウントを、古い順にすべて試します。国によってアカウントを変える場合や、試す順を変える場合は、ルートを追加してください。",
		hook: {
			first: (name) =>
				`テレフォニーフック「${name}」が有効です。SMSと音声通話はフックから送信され、失敗したときだけルートが使われます。`,
			alone: (name) =>
				`テレフォニーフック「${name}」が有効です。SMSと音声通話はフックだけから送信されます。設定により、失敗してもルートは使われません。`,
			look: "フックを確認",
		},
		noAccounts: {
			title: "プロバイダーはまだありません",
			lead: "ルートでは、プロバイダーのアカウントを選択します。先にアカウントを追加してください。",
			add: "プロバイダーを追加",
		},
		facts: "ルート",
		id: "ID",
		created: "作成日時",
		changed: "変更日時",
		remove: "削除",
		form: {
			newTitle: "配信ルートを追加",
			newLead: "最後のルートとして追加され、30秒以内に使われるようになります。順位は後から変更できます。",
			editTitle: (name) => `「${name}」の編集`,
			accounts: "アカウント（試す順）",
			accountsHint: "送信できなかった場合は、次のアカウントを試します。無効なアカウントは使われません。",
			place: (place) => `アカウント${place}`,
			account: (name, channels, isOff) => `${name}（${channels}${isOff ? "、無効" : ""}）`,
			conditionsHint: "すべての条件を満たすメッセージが対象です。空のままにした条件は、どのメッセージも満たします。",
			destinationsHint:
				"「JP US」のように国コード (ISO 3166) を入力してください。電話番号のないメッセージは、この条件を満たしません。",
			originsHint:
				"利用者のいる国を「JP US」のように国コードで入力してください。呼び出し元が利用者のIPアドレスを伝える場合に使われます。",
			add: "ルートを追加",
		},
		deletion: {
			title: (name) => `「${name}」を削除しますか？`,
			takes: "このルートの条件は次のとおりです。",
			text: "30秒以内に、対象のメッセージは、次に条件を満たすルートで送信されるようになります。該当するルートがない場合は、そのチャネルの有効なアカウントをすべて試します。ルートは元に戻せません。",
		},
		which: {
			title: "この番号に使われるルートの確認",
			lead: "メッセージは送信されません。",
			channel: "チャネル",
			to: "電話番号",
			toHint: "国番号から入力してください。電話番号を使わないチャネルでは不要です。",
			purpose: "用途",
			origin: "利用者のいる国",
			originHint: "「JP」のような国コードです。不明な場合は空のままにしてください。",
			button: "確認",
			isOf: (country) => `電話番号の国は${country}です。`,
			takes: "次のルートが使われます。",
			noRule: "該当するルートがないため、そのチャネルの有効なアカウントを、古い順にすべて試します。",
			notAllowed: "この国への送信は、設定で許可されていません。メッセージは送信されません。",
			lost: "送信できるアカウントがなく、ほかのルートも使われません。メッセージは送信されません。",
			uses: {
				tried: "送信を試行",
				"left-out": "停止中（失敗が続いたため）",
				off: "無効",
				"other-channel": "チャネルが対象外",
			},
			passedOver: "条件を満たさなかったルート",
			why: "使われない理由",
			unmet: {
				channels: "チャネルが異なります。",
				destinationCountries: "宛先の国が異なります。",
				originCountries: "リクエスト元の国が異なります。",
				purposes: "用途が異なります。",
				accountIds: "このチャネルで送信できるアカウントがありません。",
			},
		},
	},
} satisfies typeof English;

/** What the pages of routes say after an action. */
export const routesFlash = {
	moved: (placeAndName) => `新しい順位: ${placeAndName}`,
	added: (name) => `「${name}」を最後のルートとして追加しました。`,
	saved: (name) => `「${name}」を保存しました。30秒以内に使われるようになります。`,
	deleted: (name) => `「${name}」を削除しました。`,
} satisfies typeof EnglishFlash;
