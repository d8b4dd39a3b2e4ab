// Japanese: why an application or a policy can't be like that. PURE.
import type { policies as english } from "../en/policies";

export const policies: Record<keyof typeof english, string> = {
	"application-chain":
		"ほかのアプリケーションを継承していない、別のアプリケーションを指定してください。継承されているアプリケーションは、ほかを継承できません。",
	"application-in-use": "有効な API トークンが結び付けられているか、ほかのアプリケーションに継承されています。",
	"application-unknown": "この ID のアプリケーションはありません。",
	"application-token-role": "アプリケーションのトークンに ADMINISTRATOR や SOURCE の役割は付けられません。",
	"color-contrast": "この色の上では白い文字が読みにくくなります。もっと濃い色を指定してください。",
	"color-format": "色は #0b5fad のように入力してください。",
	"logo-format": "ロゴは、PNG、JPEG、WebP のいずれかを base64 で表した data URL で指定してください。",
	"return-url-form": "正規の形の完全な URL を入力してください。#、*、ユーザー名は使えません。",
	"time-zone": "タイムゾーンは Asia/Tokyo のように入力してください。",
	"authenticator-in-policies": "登録ポリシー: {policies}",
	"authenticator-missing": "この認証手段はありません。",
	"authenticator-twice": "同じ認証手段が重複しています。",
	"group-unknown": "この ID のグループはありません。",
	"password-required": "パスワードは呼び出し元のアプリケーションが確認します。REQUIRED だけを指定できます。",
	"policy-changed": "グループ、認証手段、またはポリシーが変更されました。もう一度お試しください。",
	"policy-system": "既定のポリシーは、無効にも削除もできません。",
	"rule-system": "既定のルールは変更できません。",
	"user-or-login-unknown": "この ID またはログイン名のユーザーはいません。",
	"user-unknown": "この ID のユーザーはいません。",
};
