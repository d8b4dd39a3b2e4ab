// Japanese: what is wrong with contact data, or with the directory that keeps it. PURE.

export const contacts = {
	"contact-unknown": "この項目に確認待ちの値はありません。",
	"directory-answer": "連絡先ディレクトリの応答が取り決めどおりではありません。保存されたかどうかは不明です。",
	"directory-missing": "この項目は連絡先ディレクトリに保存されますが、ディレクトリが設定されていません。",
	"directory-other-value": "連絡先ディレクトリは、渡した値とは別の値を返しました。",
	"directory-redirect": "連絡先ディレクトリがリダイレクトで応答しました。リダイレクトには従いません。",
	"directory-secret-lost": "連絡先ディレクトリのシークレットを読み取れなくなりました。もう一度入力してください。",
	"directory-status": "連絡先ディレクトリが 200 以外のステータスで応答しました。",
	"directory-timeout": "連絡先ディレクトリが時間内に応答しませんでした。保存されたかどうかは不明です。",
	"directory-unreachable": "連絡先ディレクトリに接続できませんでした。保存されたかどうかは不明です。",
	"directory-url": "連絡先ディレクトリの URL は呼び出せません。",
	"directory-value": "連絡先ディレクトリの値は、この項目では使えません。",
	"device-not-offered": "設定により、デバイスについてこの操作は利用できません。",
	"field-key": "英字で始め、英数字とアンダースコアだけを使ってください。",
	"field-needed": "次の種類のチャレンジがこの項目を必要としています: {types}。先に必要な情報を変更してください。",
	"registration-declined": "利用者は連絡先の登録を辞退しています。",
	"registration-off": "連絡先のページは無効になっています。",
	"registration-required": "ここでは登録を辞退できません。",
	"changes-over": "変更できる時間が過ぎました。続けて変更するには、最初からやり直してください。",
	"registration-skipped": "登録を後回しにできる回数を超えました。登録が必要です。",
	"url-query": "URL にクエリやフラグメントは付けられません。",
} as const;
