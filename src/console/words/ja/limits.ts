// The words of the limits of messages in Japanese. PURE.
import type { limitsWords as English, limitsFlash as EnglishFlash } from "../en/limits";

export const limitsWords = {
	limits: {
		title: "送信制限",
		lead: "送信料金を狙った不正利用を防ぐための制限です。変更は30秒以内に反映されます。",
		refusedLink: "拒否したメッセージ",
		lately: "過去24時間に拒否したメッセージ",
		nothing: "拒否したメッセージはありません。",

		numbers: "送信数",
		numbersLead:
			"同じ電話番号またはアドレスへの送信は、すべてのチャネルを合わせて数えます。番号帯は、国番号と続く3桁で区切ります。",
		telephone: "SMSと電話",
		mail: "メールとインスタントメッセージ",
		address: "エンドユーザーのIPアドレス",
		addressLead: "IPアドレスが通知された要求に適用されます。両方とも空欄の場合は、制限しません。",
		cooldown: "次に送信できるまでの秒数",
		hourly: "1時間の上限",
		daily: "1日の上限",
		range: "番号帯の1時間の上限",
		rangeMail: "メールドメインの1時間の上限",
		noLimit: "空欄の場合は、制限しません。",
		unlimited: "制限なし",
		proxies: "自社アプリケーションのプロキシ数",
		proxiesHint: "転送元アドレスの末尾のうち、自社のプロキシにあたるものの数です。0～10の範囲で入力してください。",
		fixedLines: "固定電話へのSMS",
		fixedLinesChoices: { SEND: "送信する", REFUSE: "拒否する" },
		saveNumbers: "送信数の制限を保存",

		lists: "ブロックする番号と許可する番号",
		listsLead:
			"電話番号または番号帯を1行に1つずつ入力してください。例: +819012345678、+1900*。許可した番号は、国、リスト、回線の種類、番号帯のいずれの理由でもブロックされません。",
		blocked: "ブロック",
		allowed: "許可",
		saveLists: "リストを保存",

		places: "国と不審な番号帯",
		placesLead: "送信先の国と、コードが入力されない番号帯の扱いを設定します。",
		allowedCountries: "送信先の国",
		allowedCountriesHint:
			"国コード（2文字）を空白で区切って入力してください。例: JP US DE。空欄の場合は、すべての国に送信します。",
		allCountries: "すべての国",
		unknownNumbers: "番号計画にない電話番号",
		unknownNumbersHint: "新しい市外局番などが該当します。",
		unknownNumbersChoices: { REFUSE: "拒否する", WARN: "送信してログに記録する" },
		conversionMode: "コードがほとんど入力されない番号帯",
		conversionModeHint: "1時間に20件以上送信し、入力されたコードが5分の1に満たない番号帯を、不審な番号帯と見なします。",
		conversionModeChoices: { block: "一定時間ブロックする", observe: "ログへの記録だけを行う" },
		savePlaces: "国と番号帯の設定を保存",

		refused: {
			title: "拒否したメッセージ",
			lead: "制限、リスト、国の設定によって送信されなかったメッセージを、新しい順に表示しています。同じ種類の拒否は1行にまとめています。",
			list: "拒否したメッセージの一覧",
			time: "日時",
			reason: "理由",
			message: "メッセージ",
			user: "ユーザー",
			more: (count) => `ほか${count}件`,
			observed: "送信済み",
			inLog: "システムログですべて表示",
			empty: "拒否したメッセージはありません",
			emptyLead: "制限に達したメッセージが、理由とともに表示されます。",
			nobody: "ユーザーなし",
		},
		reasons: {
			SEND_LIMIT_COOL_DOWN: "前回の送信の直後",
			SEND_LIMIT_HOURLY: "宛先の1時間の上限",
			SEND_LIMIT_DAILY: "宛先の1日の上限",
			SEND_LIMIT_PREFIX: "番号帯の上限",
			SEND_LIMIT_CONVERSION: "コードがほとんど入力されない番号帯",
			SEND_LIMIT_ADDRESS_HOURLY: "IPアドレスの1時間の上限",
			SEND_LIMIT_ADDRESS_DAILY: "IPアドレスの1日の上限",
			SEND_LIMIT_COUNTRY: "許可していない国",
			SEND_LIMIT_NUMBER_BLOCKED: "ブロックした番号",
			SEND_LIMIT_FIXED_LINE: "固定電話へのSMS",
			SEND_LIMIT_UNKNOWN_NUMBER: "番号計画にない電話番号",
			SEND_LIMIT_INVALID: "電話番号の形式の誤り",
			SEND_LIMIT_PREMIUM: "有料情報サービスの番号",
			SEND_LIMIT_TOLL_FREE: "フリーダイヤル",
			SEND_LIMIT_SHARED_COST: "料金分担の番号",
			SEND_LIMIT_PERSONAL_NUMBER: "パーソナル番号",
			SEND_LIMIT_COMPANY_NUMBER: "企業共通の番号",
			SEND_LIMIT_PAGER: "ポケットベル",
			SEND_LIMIT_VOICEMAIL: "留守番電話",
			SEND_LIMIT_NON_GEOGRAPHIC: "国に属さない番号",
		},
	},
} satisfies typeof English;

/** What the page of the limits says after an action. */
export const limitsFlash = {
	numbers: "送信数の制限を保存しました。",
	lists: "リストを保存しました。",
	places: "国と番号帯の設定を保存しました。",
} satisfies typeof EnglishFlash;
